//! What is the same on every page of a running node: whose door this is.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};

/// The facts about this node that every page shows. The program inserts an `Arc<Site>` into the extensions of each request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The place under the name of the door, for example "Tỉnh Quảng Ninh". Empty: not shown.
    pub place: String,
    /// The node's code, for example "H49".
    pub node: String,
    /// The node's short name in the footer, for example "Quảng Ninh".
    pub node_name: String,
    /// The office that answers for the content, for example "Văn phòng Ủy ban nhân dân tỉnh". Empty: not shown.
    pub responsible: String,
    /// The telephone number people call for help.
    pub hotline: String,
    /// Whether people and dossiers are invented; every page then says so.
    pub demo: bool,
    /// The version of the program, shown in the footer of a demonstration.
    pub version: String,
    /// Minutes between UTC and office time. Taken from the zone of the node's calendar.
    pub offset_minutes: i32,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            place: String::new(),
            node: String::new(),
            node_name: String::new(),
            responsible: String::new(),
            hotline: "1022".to_owned(),
            demo: false,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            offset_minutes: 420,
        }
    }
}

impl Site {
    /// Office time of an instant.
    #[must_use]
    pub fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        instant.naive_utc() + Duration::minutes(self.offset_minutes.into())
    }

    /// The instant of an office time.
    #[must_use]
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        local.and_utc() - Duration::minutes(self.offset_minutes.into())
    }

    /// The demonstration province, for the components page and tests.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            place: "Tỉnh Quảng Ninh".to_owned(),
            node: "H49".to_owned(),
            node_name: "Quảng Ninh".to_owned(),
            responsible: "Văn phòng Ủy ban nhân dân tỉnh".to_owned(),
            demo: true,
            version: "0.1".to_owned(),
            ..Self::default()
        }
    }
}
