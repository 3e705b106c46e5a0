//! What happened to a dossier beside its steps, as the API shows it.

use chrono::{DateTime, Utc};
use kernel::id::{OfficeId, TaskId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Consultation, Extension, PaymentRequest};

/// A payment the applicant was told of.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaymentBody {
    /// What for.
    pub(crate) purpose: String,
    /// How much, in whole đồng, when it is known.
    pub(crate) amount: Option<i64>,
    /// Number and date of the notice, to whom to pay.
    pub(crate) reference: String,
    /// When the applicant was told; the clock stands still from then on.
    pub(crate) asked_at: DateTime<Utc>,
    /// When proof of payment was there.
    pub(crate) fulfilled_at: Option<DateTime<Utc>>,
}

/// An apology with a new date.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExtensionBody {
    /// Why it is late.
    pub(crate) reason: String,
    /// The date promised before.
    pub(crate) previous_due_at: DateTime<Utc>,
    /// The date promised now.
    pub(crate) new_due_at: DateTime<Utc>,
    /// Asked too late: the limit in force did not move.
    pub(crate) late: bool,
}

/// An opinion that was asked of another office; for officials.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConsultationBody {
    /// The work it made there.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) task: TaskId,
    /// Who was asked.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) office: OfficeId,
    /// What was asked.
    pub(crate) question: String,
    /// By when the answer was wanted.
    pub(crate) due_at: DateTime<Utc>,
    /// `waiting`, `answered`, `silent` or `dropped`.
    pub(crate) state: &'static str,
    /// The answer.
    pub(crate) answer: String,
    /// The rule that takes silence for consent; empty where no rule says so.
    pub(crate) silence_basis: String,
}

impl From<&PaymentRequest> for PaymentBody {
    fn from(payment: &PaymentRequest) -> Self {
        Self {
            purpose: payment.purpose.clone(),
            amount: payment.amount.map(|amount| amount.0),
            reference: payment.reference.clone(),
            asked_at: payment.asked_at,
            fulfilled_at: payment.fulfilled_at,
        }
    }
}

impl From<&Extension> for ExtensionBody {
    fn from(extension: &Extension) -> Self {
        Self {
            reason: extension.reason.clone(),
            previous_due_at: extension.previous_due,
            new_due_at: extension.new_due,
            late: extension.late,
        }
    }
}

impl From<&Consultation> for ConsultationBody {
    fn from(asked: &Consultation) -> Self {
        Self {
            task: asked.task,
            office: asked.office,
            question: asked.question.clone(),
            due_at: asked.due_at,
            state: asked.state.code(),
            answer: asked.answer.clone(),
            silence_basis: asked.silence_basis.clone(),
        }
    }
}
