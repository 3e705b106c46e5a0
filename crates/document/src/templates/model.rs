//! What a template says, and what is kept of its versions.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::AccountId;
use serde::{Deserialize, Serialize};

/// How the paper is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// An act with articles, as the decree on documents lays it out.
    #[default]
    Decision,
    /// A certificate, an extract or a notice: facts and paragraphs, no articles.
    Certificate,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 2] = [Self::Decision, Self::Certificate];

    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Certificate => "certificate",
        }
    }
}

/// Which decision the paper belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The request is granted.
    #[default]
    Approved,
    /// The request is refused.
    Refused,
}

impl Outcome {
    /// Both outcomes.
    pub const ALL: [Self; 2] = [Self::Approved, Self::Refused];

    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

/// In whose name the paper is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Issuer {
    /// The office that solves, below its authority.
    #[default]
    Unit,
    /// The authority above it, such as the committee of the commune.
    Authority,
}

impl Issuer {
    /// Both issuers.
    pub const ALL: [Self; 2] = [Self::Unit, Self::Authority];

    /// Stable code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Authority => "authority",
        }
    }
}

/// A line of facts: what it is called and where its value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The label, such as "Họ, chữ đệm, tên".
    pub label: String,
    /// Text with places, such as `{to_khai.child_name}`.
    pub value: String,
}

/// A template as it is written, kept in files and shown for editing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its code: the name of its file and the tail of its address.
    pub code: String,
    /// What officials call it.
    pub name: String,
    /// Codes of the procedures it answers; `*` for all that have none of their own.
    pub procedures: Vec<String>,
    /// The decision it belongs to.
    pub outcome: Outcome,
    /// Name of the kind of paper, printed in capitals.
    pub title: String,
    /// What it is about; may have places.
    pub subject: String,
    /// Symbol of its number series, such as `GXN-UBND`.
    pub symbol: String,
    /// How it is laid out.
    #[serde(default)]
    pub layout: Layout,
    /// In whose name it is issued.
    #[serde(default)]
    pub issuer: Issuer,
    /// The legal bases, one each, without the word "Căn cứ"; may have places.
    pub bases: Vec<String>,
    /// Facts about the person or thing.
    pub facts: Vec<Line>,
    /// What is decided or certified: articles or paragraphs; may have places.
    pub body: Vec<String>,
    /// Who receives the paper; may have places.
    pub recipients: Vec<String>,
    /// In whose stead the signer signs, such as "TM. Ủy ban nhân dân"; empty when in their own right.
    #[serde(default)]
    pub on_behalf: String,
    /// Function of the signer.
    pub signer_title: String,
    /// For how many months the result counts; nothing when it has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity_months: Option<u32>,
    /// The rule its content follows.
    pub legal_basis: String,
    /// Where the text comes from, and what of it is not certain.
    pub source: String,
}

/// Where a version came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The country pack.
    Pack,
    /// An administrator.
    Office,
}

impl Origin {
    /// The stored code, also the tail of its message key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pack => "pack",
            Self::Office => "office",
        }
    }
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// What it says.
    pub template: Template,
    /// Its number, from 1.
    pub version: i32,
    /// First day it is used.
    pub valid_from: NaiveDate,
    /// First day it is no longer used.
    pub valid_to: Option<NaiveDate>,
    /// Where it came from.
    pub origin: Origin,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// By whom; nobody when a pack was loaded.
    pub published_by: Option<AccountId>,
}

impl Published {
    /// Is it used on `day`?
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day < end)
    }
}

/// A saved change that is not published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it says after the change.
    pub template: Template,
    /// Its number, from 1.
    pub step: i32,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// By whom.
    pub saved_by: AccountId,
}
