//! What is doubtful about a procedure as the source tells it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One doubt. The page says it in words beside the thing in doubt; nothing is guessed in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QualityFlag {
    /// The source gives this procedure the name of another one; the name shown says so.
    NameDoubtful,
    /// No limit at all.
    LimitMissing,
    /// A number without a unit, or one that makes no limit.
    LimitUnclear,
    /// Several limits, depending on the case or the way of applying.
    LimitVaries,
    /// A limit in hours: the source does not say whether office hours or hours of the day.
    LimitInHours,
    /// The unit was concluded from other places of the source.
    LimitUnitInferred,
    /// A fee in words instead of an amount.
    FeeInWords,
    /// Nothing about fees.
    FeeMissing,
    /// An amount that is probably a thousand times too small.
    FeeDoubtful,
    /// No list of papers.
    PapersMissing,
    /// Numbers of legal documents that cannot be read with certainty.
    LegalBasesDoubtful,
    /// No legal basis that can be read with certainty.
    LegalBasesMissing,
    /// No result is named.
    ResultMissing,
    /// The executing agency is not named.
    AgencyMissing,
    /// A text stops in the middle of a sentence.
    TextCut,
}

impl QualityFlag {
    /// Every flag.
    pub const ALL: [Self; 15] = [
        Self::NameDoubtful,
        Self::LimitMissing,
        Self::LimitUnclear,
        Self::LimitVaries,
        Self::LimitInHours,
        Self::LimitUnitInferred,
        Self::FeeInWords,
        Self::FeeMissing,
        Self::FeeDoubtful,
        Self::PapersMissing,
        Self::LegalBasesDoubtful,
        Self::LegalBasesMissing,
        Self::ResultMissing,
        Self::AgencyMissing,
        Self::TextCut,
    ];

    /// The code in data and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NameDoubtful => "name_doubtful",
            Self::LimitMissing => "limit_missing",
            Self::LimitUnclear => "limit_unclear",
            Self::LimitVaries => "limit_varies",
            Self::LimitInHours => "limit_in_hours",
            Self::LimitUnitInferred => "limit_unit_inferred",
            Self::FeeInWords => "fee_in_words",
            Self::FeeMissing => "fee_missing",
            Self::FeeDoubtful => "fee_doubtful",
            Self::PapersMissing => "papers_missing",
            Self::LegalBasesDoubtful => "legal_bases_doubtful",
            Self::LegalBasesMissing => "legal_bases_missing",
            Self::ResultMissing => "result_missing",
            Self::AgencyMissing => "agency_missing",
            Self::TextCut => "text_cut",
        }
    }

    /// Whether it leaves open by which day an answer is due.
    #[must_use]
    pub const fn concerns_limit(self) -> bool {
        matches!(self, Self::LimitMissing | Self::LimitUnclear | Self::LimitVaries | Self::LimitInHours | Self::LimitUnitInferred)
    }
}
