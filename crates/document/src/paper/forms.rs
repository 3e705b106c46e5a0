//! What the forms of the one-stop circular print: 01 receipt, 02 supplement, 03 refusal, 04 apology, and the process control slip.
//!
//! Times are office time. Personal data arrive already reduced to what the paper may show (masked telephone and mail).

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Paper, PaperKind};

/// The legal head: who writes, the number of the paper, where and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The authority above, such as "Ủy ban nhân dân phường Hồng Gai"; printed in capitals.
    pub authority: String,
    /// The one-stop unit or issuing office below it; empty when the authority itself signs.
    pub office: String,
    /// The number with its symbol, such as `4182/TNHS`.
    pub number: String,
    /// The place name before the date.
    pub place: String,
    /// The date the paper bears.
    pub date: NaiveDate,
}

/// The person who applies, as far as the paper may name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Full name or name of the organisation.
    pub name: String,
    /// Address in one line.
    pub address: Option<String>,
    /// Telephone and mail, masked by the caller.
    pub contact: Option<String>,
}

/// How a paper of the dossier was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComponentForm {
    /// The original.
    Original,
    /// A copy, certified or compared at the counter.
    Copy,
    /// An electronic file.
    Electronic,
    /// Nothing was handed in: the office reads the fact from a register.
    Register,
}

/// One row of the table of papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Name of the paper.
    pub name: String,
    /// How it was handed in.
    pub form: ComponentForm,
    /// Number of pieces; none when the fact comes from a register.
    pub count: Option<u16>,
}

/// How the applicant will get the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnWay {
    /// At the counter.
    Counter,
    /// As an electronic paper.
    Electronic,
    /// By post.
    Post,
}

/// Where the tracking book keeps the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// The volume, such as `01/2026`.
    pub volume: String,
    /// The ordinal in it.
    pub ordinal: u32,
}

/// A place for a signature at the foot of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "way")]
pub enum Signature {
    /// To be signed by hand above the name.
    ByHand {
        /// Who signs.
        name: String,
    },
    /// Signed electronically.
    Electronic {
        /// Who signed.
        name: String,
        /// When, office time.
        at: NaiveDateTime,
    },
    /// Handed in online; the law asks for no signature here.
    NotNeeded,
}

/// Form 01: receipt of a dossier and appointment for the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// The legal head.
    pub head: Head,
    /// The dossier code.
    pub code: String,
    /// Address behind the QR code: the public look-up of this dossier.
    pub lookup_url: String,
    /// The site as a person types it.
    pub site: String,
    /// Telephone to ask, if the office has one.
    pub hotline: Option<String>,
    /// When the result is due; none for procedures without a limit.
    pub due: Option<NaiveDateTime>,
    /// Who applies.
    pub applicant: Applicant,
    /// Name of the procedure.
    pub procedure: String,
    /// Code of the procedure.
    pub procedure_code: String,
    /// The papers handed in.
    pub components: Vec<Component>,
    /// Number of sets.
    pub sets: u16,
    /// When the dossier was received.
    pub received_at: NaiveDateTime,
    /// The legal limit in words, such as "07 ngày làm việc"; none when the law gives none.
    pub limit: Option<String>,
    /// The fee in whole đồng; 0 is free of charge, none is "not set yet".
    pub fee: Option<i64>,
    /// How the result is returned.
    pub return_way: ReturnWay,
    /// Volume and ordinal of the tracking book.
    pub book: Option<Book>,
    /// "Vì sao ngày này": the sentences that explain the due date.
    pub why: Vec<String>,
    /// Who handed in.
    pub submitter: Signature,
    /// Who received.
    pub receiver: Signature,
}

impl Paper for Slip {
    const TEMPLATE: PaperKind = PaperKind::Slip;

    fn qr_address(&self) -> Option<&str> {
        Some(&self.lookup_url)
    }

    fn day(&self) -> NaiveDate {
        self.head.date
    }
}

/// When in its life a dossier is sent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// While it is checked at the door.
    Intake,
    /// While it is appraised.
    Appraisal,
}

/// What a request to complete a dossier does to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoppedClock {
    /// The limit has not begun: the dossier is not received yet.
    NotStarted,
    /// The whole limit is counted anew from the complete papers.
    Restarts,
    /// What was left is counted on.
    Resumes,
}

/// One thing that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingItem {
    /// The paper or the field.
    pub what: String,
    /// What is wrong with it and what would be right, in a sentence.
    pub why: String,
}

/// Form 02: the one request to complete a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementLetter {
    /// The legal head.
    pub head: Head,
    /// The dossier code, if one was given already.
    pub code: Option<String>,
    /// Address behind the QR code: where the applicant supplies what is missing.
    pub lookup_url: String,
    /// Who applies.
    pub applicant: Applicant,
    /// Name of the procedure.
    pub procedure: String,
    /// When in its life the dossier is sent back.
    pub stage: Stage,
    /// What the request does to the limit.
    pub clock: StoppedClock,
    /// What is missing or to be corrected.
    pub items: Vec<MissingItem>,
    /// The legal basis of the request.
    pub legal_basis: Option<String>,
    /// Last day to answer, when the law sets one.
    pub answer_by: Option<NaiveDate>,
    /// Telephone to ask.
    pub contact_phone: Option<String>,
    /// The officer who guides the applicant.
    pub officer: Signature,
}

impl Paper for SupplementLetter {
    const TEMPLATE: PaperKind = PaperKind::Supplement;

    fn qr_address(&self) -> Option<&str> {
        Some(&self.lookup_url)
    }

    fn day(&self) -> NaiveDate {
        self.head.date
    }
}

/// Form 03: the refusal to receive or to settle a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalLetter {
    /// The legal head.
    pub head: Head,
    /// The dossier code, if one was given already.
    pub code: Option<String>,
    /// Who applies.
    pub applicant: Applicant,
    /// Name of the procedure.
    pub procedure: String,
    /// When in its life the dossier is refused.
    pub stage: Stage,
    /// Why, in sentences.
    pub reason: String,
    /// The legal basis of the refusal.
    pub legal_basis: Option<String>,
    /// The agency that is competent, when the dossier came to the wrong one.
    pub right_agency: Option<String>,
    /// Telephone to ask.
    pub contact_phone: Option<String>,
    /// Who refuses.
    pub officer: Signature,
}

impl Paper for RefusalLetter {
    const TEMPLATE: PaperKind = PaperKind::Refusal;

    fn day(&self) -> NaiveDate {
        self.head.date
    }
}

/// Form 04: the apology for a missed date with the one new appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApologyLetter {
    /// The legal head.
    pub head: Head,
    /// The dossier code.
    pub code: String,
    /// Address behind the QR code: the public look-up of this dossier.
    pub lookup_url: String,
    /// Who applies.
    pub applicant: Applicant,
    /// Name of the procedure.
    pub procedure: String,
    /// When the dossier was received.
    pub received_at: NaiveDateTime,
    /// The date that was promised first.
    pub original_due: NaiveDateTime,
    /// The date that is promised now.
    pub new_due: NaiveDateTime,
    /// Why it takes longer, in sentences.
    pub reason: String,
    /// Function of the head who signs, such as "Giám đốc".
    pub signer_title: String,
    /// The head who signs.
    pub signer: Signature,
}

impl Paper for ApologyLetter {
    const TEMPLATE: PaperKind = PaperKind::Apology;

    fn qr_address(&self) -> Option<&str> {
        Some(&self.lookup_url)
    }

    fn day(&self) -> NaiveDate {
        self.head.date
    }
}

/// How a step ended against its own limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Before the limit.
    Before,
    /// On the day of the limit.
    On,
    /// After the limit.
    After,
}

/// One hand-over of the process control slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Who hands over.
    pub from: String,
    /// Who takes over.
    pub to: String,
    /// When it was handed over.
    pub handed_over_at: NaiveDateTime,
    /// When it was taken over.
    pub received_at: Option<NaiveDateTime>,
    /// How the step of the person handing over ended.
    pub outcome: Option<Outcome>,
    /// A remark.
    pub note: Option<String>,
}

/// The slip that travels with a dossier and shows who held it, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlSlip {
    /// The legal head.
    pub head: Head,
    /// The dossier code.
    pub code: String,
    /// Address behind the QR code: the dossier at the desk.
    pub lookup_url: String,
    /// Name of the procedure.
    pub procedure: String,
    /// The agency that settles the dossier.
    pub solving_agency: String,
    /// The agencies consulted.
    pub coordinating_agencies: Vec<String>,
    /// When the dossier was received.
    pub received_at: NaiveDateTime,
    /// When the result is due.
    pub due: Option<NaiveDateTime>,
    /// The hand-overs, oldest first.
    pub steps: Vec<Step>,
}

impl Paper for ControlSlip {
    const TEMPLATE: PaperKind = PaperKind::Control;

    fn qr_address(&self) -> Option<&str> {
        Some(&self.lookup_url)
    }

    fn day(&self) -> NaiveDate {
        self.head.date
    }
}
