//! Provinces, districts and communes.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Validity, coded};

coded! {
    /// What kind of administrative unit it is.
    UnitKind {
        /// Tỉnh.
        Province = "province",
        /// Thành phố trực thuộc trung ương.
        City = "city",
        /// Quận.
        UrbanDistrict = "urban_district",
        /// Huyện.
        District = "district",
        /// Thị xã.
        Town = "town",
        /// Thành phố thuộc tỉnh.
        ProvincialCity = "provincial_city",
        /// Thành phố thuộc thành phố trực thuộc trung ương.
        MunicipalCity = "municipal_city",
        /// Xã.
        Commune = "commune",
        /// Phường.
        Ward = "ward",
        /// Thị trấn.
        Township = "township",
        /// Đặc khu.
        SpecialZone = "special_zone",
    }
}

impl UnitKind {
    /// Which of the three tiers the kind belongs to: 1 province, 2 district, 3 commune.
    #[must_use]
    pub const fn level(self) -> i16 {
        match self {
            Self::Province | Self::City => 1,
            Self::UrbanDistrict | Self::District | Self::Town | Self::ProvincialCity | Self::MunicipalCity => 2,
            Self::Commune | Self::Ward | Self::Township | Self::SpecialZone => 3,
        }
    }
}

coded! {
    /// How sure the first and last day of a unit are.
    UnitCertainty {
        /// The day of the legal act.
        Exact = "exact",
        /// Seen in a state of that day; it may have begun earlier.
        Observed = "observed",
        /// The change happened on that day or before.
        Latest = "latest",
    }
}

/// One version of an administrative unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Unit {
    /// Code of the statistics office: 2 digits for a province, 3 for a district, 5 for a commune. Text: leading zeros matter.
    pub code: String,
    /// Name without its kind: "Hồng Gai".
    pub name: String,
    /// Name with its kind: "Phường Hồng Gai".
    pub full_name: String,
    /// Name in Latin letters without marks: "Hong Gai Ward".
    pub name_en: String,
    /// What kind of unit.
    pub kind: UnitKind,
    /// Tier: 1, 2 or 3.
    pub level: i16,
    /// Code of the unit above; `None` for a province.
    pub parent: Option<String>,
    /// Code of the province.
    pub province: String,
    /// The days on which this version holds.
    #[serde(flatten)]
    pub validity: Validity,
    /// How sure those days are.
    pub certainty: UnitCertainty,
    /// The act it rests on.
    pub legal_basis: String,
    /// Where the row comes from; the key is explained in the pack's README.
    pub source: String,
}

coded! {
    /// How much of a unit went into another.
    Share {
        /// All of it.
        Whole = "whole",
        /// A part.
        Part = "part",
    }
}

/// An old unit went into a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitSuccession {
    /// Code of the old unit.
    pub predecessor: String,
    /// Code of the new unit.
    pub successor: String,
    /// The first day of the new unit.
    pub effective_on: NaiveDate,
    /// Whole or part.
    pub share: Share,
    /// The one to use where a single answer is needed.
    pub is_default: bool,
    /// The act it rests on.
    pub legal_basis: String,
}
