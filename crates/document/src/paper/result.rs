//! The general result: a decision on A4 as the decree on documents lays it out, with a QR code to its public verification.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Head, Paper, PaperKind};
use crate::templates::Layout;

/// One line of facts the decision states about the person or thing it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is, such as "Họ và tên".
    pub label: String,
    /// The value.
    pub value: String,
}

/// Who signs, and in whose name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// "TM. ỦY BAN NHÂN DÂN", "TL. CHỦ TỊCH" …; printed in capitals. None when the head signs in their own right.
    pub on_behalf: Option<String>,
    /// Function, such as "Chủ tịch"; printed in capitals.
    pub title: String,
    /// Name.
    pub name: String,
    /// When it was signed electronically, office time; none for a signature by hand.
    pub signed_at: Option<NaiveDateTime>,
}

/// A result: what was decided, on which basis, by whom, and how anyone can check that it is genuine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultPaper {
    /// The legal head.
    pub head: Head,
    /// Name of the kind of document, such as "Quyết định"; printed in capitals.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// The legal bases, one each, without the word "Căn cứ".
    pub bases: Vec<String>,
    /// Facts about the person or thing, printed in the first article.
    pub facts: Vec<Fact>,
    /// What is decided; each becomes an article.
    pub articles: Vec<String>,
    /// Who receives the paper.
    pub recipients: Vec<String>,
    /// Who signs.
    pub signer: Signer,
    /// Code of the dossier.
    pub code: String,
    /// Address behind the QR code: the public verification.
    pub verify_url: String,
    /// The identifier a person types to verify, such as `7K3M-9QXA-2DVE-P0TR`.
    pub public_id: String,
    /// How it is laid out.
    #[serde(default)]
    pub layout: Layout,
    /// Not decided yet: no number, no verification, and marked as a draft on every page.
    #[serde(default)]
    pub draft: bool,
}

impl Paper for ResultPaper {
    const TEMPLATE: PaperKind = PaperKind::Result;

    fn qr_address(&self) -> Option<&str> {
        Some(self.verify_url.as_str()).filter(|_| !self.draft)
    }

    fn day(&self) -> NaiveDate {
        self.head.date
    }
}
