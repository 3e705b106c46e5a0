//! A procedure with everything the law requires to be told about it (Decree 63/2010/NĐ-CP art. 8).

use chrono::NaiveDate;
use kernel::code::ProcedureCode;
use kernel::limit::Limit;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::{QualityFlag, Subject};

/// A tier of government that solves a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GovernmentLevel {
    /// A commune, ward or special zone.
    Commune,
    /// A province.
    Province,
    /// A ministry or the agencies under it.
    Ministry,
    /// A body that is none of these, such as a notary's office.
    Other,
}

impl GovernmentLevel {
    /// Every level, the nearest to the citizen first.
    pub const ALL: [Self; 4] = [Self::Commune, Self::Province, Self::Ministry, Self::Other];

    /// The code in data, addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Province => "province",
            Self::Ministry => "ministry",
            Self::Other => "other",
        }
    }

    /// The level with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// A way of applying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// On a page.
    Online,
    /// By public post.
    Post,
    /// At a counter.
    Counter,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Online, Self::Counter, Self::Post];

    /// The code in data and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Post => "post",
            Self::Counter => "counter",
        }
    }
}

/// One fee of a way of applying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Whole units of the currency; absent when the source has only words.
    #[serde(default)]
    pub amount: Option<i64>,
    /// `VND` or `USD`.
    #[serde(default)]
    pub currency: Option<String>,
    /// The source's words about it: per what, who is exempt, who decides.
    #[serde(default)]
    pub note: String,
}

/// One way of applying, with its limit and fees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The way.
    pub channel: Channel,
    /// The limit, when the source's number and unit make one.
    #[serde(default)]
    #[schema(value_type = Option<Object>, example = json!({"value": 7, "unit": "working_day"}))]
    pub limit: Option<Limit>,
    /// The limit in the source's words.
    #[serde(default)]
    pub limit_text: String,
    /// Its fees.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// In which case this holds.
    #[serde(default)]
    pub note: String,
}

/// One paper to hand in or to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The case it belongs to; empty when there is only one.
    #[serde(default)]
    pub case: String,
    /// What it is.
    pub name: String,
    /// Name of the form to fill in, if there is one.
    #[serde(default, rename = "form")]
    pub form_name: String,
    /// How many originals.
    #[serde(default)]
    pub originals: u16,
    /// How many copies.
    #[serde(default)]
    pub copies: u16,
}

/// What the applicant gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcedureResult {
    /// Name.
    pub name: String,
    /// Code in the national catalogue of results; may be empty.
    #[serde(default)]
    pub code: String,
}

/// The columns of a version are kept beside the text: a line that carries one of them is refused.
fn kept_beside<'de, D: Deserializer<'de>, T>(_: D) -> Result<T, D::Error> {
    Err(D::Error::custom("version, valid_from and valid_to are columns of the version, not part of its text"))
}

/// One version of a procedure. In the pack it is one line of JSON without the three columns of its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// National code.
    #[schema(value_type = String, example = "1.004222")]
    pub code: ProcedureCode,
    /// Version, counted from 1.
    #[serde(default, deserialize_with = "kept_beside")]
    pub version: i32,
    /// First day on which this version holds.
    #[serde(default, deserialize_with = "kept_beside")]
    pub valid_from: NaiveDate,
    /// First day on which it no longer holds.
    #[serde(default, deserialize_with = "kept_beside")]
    pub valid_to: Option<NaiveDate>,
    /// Official name in Vietnamese.
    pub name: String,
    /// The name in the source when it is known to be wrong. Never shown as the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_in_source: Option<String>,
    /// Field of state management.
    pub field: String,
    /// Name of the agency that owns the procedure.
    #[serde(default)]
    pub agency: String,
    /// Organisation code of that agency; empty when it has none.
    #[serde(default)]
    #[schema(example = "G01")]
    pub agency_code: String,
    /// Tiers that solve it.
    pub levels: Vec<GovernmentLevel>,
    /// Who carries it out, in the source's words; may be empty.
    #[serde(default)]
    pub executing_agency: String,
    /// Who decides, in the source's words; may be empty.
    #[serde(default)]
    pub competent_agency: String,
    /// Who takes part, in the source's words; may be empty.
    #[serde(default)]
    pub coordinating_agency: String,
    /// Where to hand in, in the source's words; may be empty.
    #[serde(default)]
    pub receiving_address: String,
    /// Number of the decision that published it.
    #[serde(default)]
    pub decision: String,
    /// Its kind, in the source's words.
    #[serde(default)]
    pub kind: String,
    /// Who may apply.
    #[serde(default)]
    pub subjects: Vec<Subject>,
    /// Ways of applying.
    pub channels: Vec<Submission>,
    /// Papers.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Remarks the source makes about the papers.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Results.
    #[serde(default)]
    pub results: Vec<ProcedureResult>,
    /// Legal documents whose number is certain.
    #[serde(default)]
    pub legal_bases: Vec<String>,
    /// Numbers as the source has them that cannot be read with certainty.
    #[serde(default)]
    pub legal_bases_doubtful: Vec<String>,
    /// Where the limit is written, when it was checked against the law.
    #[serde(default)]
    pub limit_basis: String,
    /// Where the fee is written, when it was checked against the law.
    #[serde(default)]
    pub fee_basis: String,
    /// Order of carrying out, one step or remark per line.
    #[serde(default)]
    pub steps: String,
    /// Requirements and conditions, one per line; empty when there are none.
    #[serde(default)]
    pub conditions: String,
    /// What is doubtful.
    #[serde(default)]
    pub quality_flags: Vec<QualityFlag>,
    /// Address of the page it was read from.
    #[serde(default)]
    pub source_url: String,
    /// Which collection it comes from.
    pub source: String,
}

impl Procedure {
    /// Whether this doubt was raised.
    #[must_use]
    pub fn is_flagged(&self, flag: QualityFlag) -> bool {
        self.quality_flags.contains(&flag)
    }

    /// The one limit that holds for every way of applying, and where it is written: the article of the law, else the decision that
    /// published the procedure, else the source's own words. `None` when the source leaves a doubt: then whoever receives a dossier states the
    /// limit.
    #[must_use]
    pub fn promise(&self) -> Option<(Limit, String)> {
        if self.quality_flags.iter().any(|flag| flag.concerns_limit()) {
            return None;
        }
        let mut limits = self.channels.iter().map(|way| way.limit);
        let first = limits.next().flatten()?;
        if limits.any(|limit| limit != Some(first)) {
            return None;
        }
        let text = self.channels.first().map(|way| way.limit_text.as_str()).unwrap_or_default();
        let written = [self.limit_basis.as_str(), self.decision.as_str(), text].into_iter().find(|text| !text.is_empty());
        Some((first, written.unwrap_or_default().to_owned()))
    }

    /// Whether the source lists a way of applying on a page.
    #[must_use]
    pub fn is_online(&self) -> bool {
        self.channels.iter().any(|way| way.channel == Channel::Online)
    }
}

#[cfg(test)]
mod tests {
    use kernel::limit::LimitUnit;

    use super::*;

    fn procedure(channels: &str, more: &str) -> Procedure {
        let json = format!(
            r#"{{"code":"1.004222","name":"Đăng ký thường trú","field":"Cư trú","levels":["commune"],"channels":{channels},"source":"test"{more}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    const SEVEN: &str = r#"{"channel":"online","limit":{"value":7,"unit":"working_day"},"limit_text":"07 ngày làm việc"}"#;
    const EIGHT: &str = r#"{"channel":"counter","limit":{"value":8,"unit":"working_day"},"limit_text":"08 ngày làm việc"}"#;
    const NONE: &str = r#"{"channel":"counter","limit_text":"1"}"#;

    #[test]
    fn a_promise_is_made_only_when_the_source_leaves_no_doubt() {
        let seven = Limit::whole(7, LimitUnit::WorkingDay);
        let one = format!("[{SEVEN}]");
        for (channels, more, expected) in [
            (one.as_str(), "", Some("07 ngày làm việc")),
            (&one, r#","decision":"1523/QĐ-BCA""#, Some("1523/QĐ-BCA")),
            (&one, r#","decision":"1523/QĐ-BCA","limit_basis":"Điều 22""#, Some("Điều 22")),
            (&one, r#","quality_flags":["legal_bases_doubtful"]"#, Some("07 ngày làm việc")),
            (&one, r#","quality_flags":["limit_varies"]"#, None),
            (&one, r#","quality_flags":["limit_in_hours"]"#, None),
            (&format!("[{SEVEN},{EIGHT}]"), "", None),
            (&format!("[{SEVEN},{NONE}]"), "", None),
            (&format!("[{NONE}]"), "", None),
            ("[]", "", None),
        ] {
            let found = procedure(channels, more).promise();
            assert_eq!(found, expected.map(|text| (seven, text.to_owned())), "{channels} {more}");
        }
    }

    #[test]
    fn a_row_of_the_pack_has_no_version_and_nothing_unknown() {
        let row = |more: &str| {
            serde_json::from_str::<Procedure>(&format!(
                r#"{{"code":"1.004222","name":"x","field":"x","levels":[],"channels":[],"source":"x"{more}}}"#
            ))
        };
        assert!(row("").is_ok());
        for more in [r#","version":1"#, r#","colour":"red""#, r#","quality_flags":["odd"]"#, r#","levels":["moon"]"#] {
            assert!(row(more).is_err(), "{more}");
        }
    }

    #[test]
    fn the_document_names_every_field_that_is_sent() {
        let sent = serde_json::to_value(procedure("[]", r#","name_in_source":"x""#)).unwrap();
        let schema = serde_json::to_value(<Procedure as utoipa::PartialSchema>::schema()).unwrap();
        for field in sent.as_object().unwrap().keys() {
            assert!(schema["properties"].get(field).is_some(), "{field}");
        }
    }

    #[test]
    fn codes_are_those_of_the_pack() {
        for flag in QualityFlag::ALL {
            assert_eq!(serde_json::to_value(flag).unwrap(), flag.code());
        }
        for subject in Subject::ALL {
            assert_eq!(serde_json::to_value(subject).unwrap(), subject.code());
        }
        for level in GovernmentLevel::ALL {
            assert_eq!(serde_json::to_value(level).unwrap(), level.code());
            assert_eq!(GovernmentLevel::from_code(level.code()), Some(level));
        }
        for channel in Channel::ALL {
            assert_eq!(serde_json::to_value(channel).unwrap(), channel.code());
        }
    }
}
