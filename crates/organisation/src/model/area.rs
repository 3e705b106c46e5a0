//! What an office's administrative unit is to the people who live there.

/// An administrative unit on one day, with the units that went into it: people go on using the old names for years.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Area {
    /// Code of the province.
    pub province: String,
    /// Name with its kind: "Phường Hồng Gai".
    pub full_name: String,
    /// Name in Latin letters without marks: "Hong Gai Ward".
    pub name_en: String,
    /// Names, with their kinds, of the communes that went into it; sorted. Empty for a province.
    pub former: Vec<String>,
}
