//! What stops the clock of a dossier at the applicant's side: a payment that is owed, a wish to stop.

use chrono::{DateTime, Utc};
use kernel::id::AccountId;
use kernel::money::Dong;
use serde::{Deserialize, Serialize};

/// A financial obligation the applicant was told of: tax on land, a fee for use. The first appointment ends with it, proof of payment begins
/// the second (rules A10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRequest {
    /// What is to be paid, in words for the applicant.
    pub purpose: String,
    /// How much, when this office knows it; a tax is often set by another authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Dong>,
    /// Number and date of the notice, to whom to pay.
    pub reference: String,
    /// When the applicant was told.
    pub asked_at: DateTime<Utc>,
    /// Who told.
    pub asked_by: AccountId,
    /// When proof of payment was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fulfilled_at: Option<DateTime<Utc>>,
    /// What proved it: number and date of the receipt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proof: String,
}

/// The applicant's wish to stop a received dossier (rules A11). It waits for the one-stop shop, which issues form 05.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopRequest {
    /// Why, when the applicant said so.
    pub reason: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Who wrote it down: the applicant, or an officer from a paper.
    pub asked_by: AccountId,
}
