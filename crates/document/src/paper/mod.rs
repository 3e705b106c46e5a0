//! The papers a one-stop shop prints: slips, the tracking book, letters and results as PDF/A with text that can be searched and read aloud.
//!
//! The wording of official forms is law and Vietnamese; it stands in the templates of `papers/`. Callers give typed values.

mod book;
mod edition;
mod forms;
mod qr;
mod result;
mod samples;
mod stop;
mod world;

use serde::Serialize;
use typst::comemo;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use book::{BookLine, BookPart, TrackingBook, VOLUME, volume_of};
pub use edition::Edition;
pub use forms::{
    ApologyLetter, Applicant, Book, Component, ComponentForm, ControlSlip, Head, MissingItem, Outcome, RefusalLetter, ReturnWay, Signature,
    Slip, Stage, Step, StoppedClock, SupplementLetter,
};
pub use result::{Fact, ResultPaper, Signer};
pub use stop::StopNotice;

use world::{Sheet, Template};

/// A paper could not be set. The text is for the log, never for a visitor.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PdfError {
    /// A font built into the program cannot be read.
    #[error("a built-in font cannot be read")]
    Fonts,
    /// A template refuses its data.
    #[error("the template of a paper failed: {0}")]
    Template(String),
    /// The address to print as QR is too long for one.
    #[error("the address does not fit into a QR code")]
    QrTooLong,
}

/// A paper that can be printed: its template and the values it prints.
pub trait Paper: Serialize {
    /// File name of the template in `papers/`, without extension.
    const TEMPLATE: PaperKind;

    /// The address behind the QR code of the paper, if it carries one.
    fn qr_address(&self) -> Option<&str> {
        None
    }

    /// The day the paper bears; becomes the date of the PDF, so that the same values give the same bytes.
    fn day(&self) -> chrono::NaiveDate;
}

/// The papers with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperKind {
    /// Form 01, receipt and appointment.
    Slip,
    /// Form 02, request for supplements.
    Supplement,
    /// Form 03, refusal.
    Refusal,
    /// Form 04, apology and new appointment.
    Apology,
    /// Form 05, notice of stopping.
    Stop,
    /// Form 06, process control slip.
    Control,
    /// Form 07, tracking book.
    Book,
    /// The decision or other result.
    Result,
}

impl PaperKind {
    const fn template(self) -> Template {
        match self {
            Self::Slip => Template { path: "/slip.typ", markup: include_str!("../../papers/slip.typ") },
            Self::Supplement => Template { path: "/supplement.typ", markup: include_str!("../../papers/supplement.typ") },
            Self::Refusal => Template { path: "/refusal.typ", markup: include_str!("../../papers/refusal.typ") },
            Self::Apology => Template { path: "/apology.typ", markup: include_str!("../../papers/apology.typ") },
            Self::Stop => Template { path: "/stop.typ", markup: include_str!("../../papers/stop.typ") },
            Self::Book => Template { path: "/book.typ", markup: include_str!("../../papers/book.typ") },
            Self::Control => Template { path: "/control.typ", markup: include_str!("../../papers/control.typ") },
            Self::Result => Template { path: "/result.typ", markup: include_str!("../../papers/result.typ") },
        }
    }
}

impl PaperKind {
    /// The paper as `papers/editions.csv` names it; nothing for papers no circular on one-stop shops prescribes.
    const fn form(self) -> Option<&'static str> {
        match self {
            Self::Slip => Some("receipt"),
            Self::Supplement => Some("supplement"),
            Self::Refusal => Some("refusal"),
            Self::Apology => Some("apology"),
            Self::Stop => Some("stop"),
            Self::Control => Some("control"),
            Self::Book => Some("book"),
            Self::Result => None,
        }
    }
}

#[derive(Serialize)]
struct Printed<'a, P> {
    #[serde(flatten)]
    paper: &'a P,
    qr: Option<qr::Drawing>,
    form: Option<&'static Edition>,
}

/// Renders a paper as PDF/A-2a. Takes tens of milliseconds of one core: call it where blocking is allowed.
///
/// # Errors
/// When a template cannot print the values or an address does not fit into a QR code.
pub fn render<P: Paper>(paper: &P) -> Result<Vec<u8>, PdfError> {
    let qr = paper.qr_address().map(qr::draw).transpose()?;
    let data = serde_json::to_vec(&Printed { paper, qr, form: Edition::of(P::TEMPLATE, paper.day()) })
        .map_err(|error| PdfError::Template(error.to_string()))?;
    let sheet = Sheet::new(&P::TEMPLATE.template(), data)?;
    let pdf = set(&sheet, &options(paper.day())?);
    // Typst remembers every layout it made; two papers later none of it is worth its memory.
    comemo::evict(2);
    pdf
}

fn set(sheet: &Sheet, options: &PdfOptions) -> Result<Vec<u8>, PdfError> {
    let document = typst::compile::<PagedDocument>(sheet).output.map_err(|errors| first(&errors))?;
    typst_pdf::pdf(&document, options).map_err(|errors| first(&errors))
}

fn first(errors: &[typst::diag::SourceDiagnostic]) -> PdfError {
    PdfError::Template(errors.first().map_or_else(String::new, |error| error.message.to_string()))
}

fn options(day: chrono::NaiveDate) -> Result<PdfOptions, PdfError> {
    use chrono::Datelike as _;
    let standards = PdfStandards::new(&[PdfStandard::A_2a]).map_err(|error| PdfError::Template(error.message().to_string()))?;
    let month = u8::try_from(day.month()).unwrap_or(1);
    let date = Datetime::from_ymd_hms(day.year(), month, u8::try_from(day.day()).unwrap_or(1), 0, 0, 0);
    Ok(PdfOptions {
        standards,
        timestamp: date.map(Timestamp::new_utc),
        creator: Smart::Custom(Some("Motcua".to_owned())),
        ..PdfOptions::default()
    })
}
