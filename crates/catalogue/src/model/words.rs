//! Closed lists of words that stand in the pack.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Vietnamese citizens.
    Citizen,
    /// Vietnamese who live abroad.
    OverseasVietnamese,
    /// Foreigners.
    Foreigner,
    /// Civil servants and public employees.
    Official,
    /// Enterprises.
    Enterprise,
    /// Enterprises with foreign capital.
    ForeignInvestedEnterprise,
    /// Cooperatives.
    Cooperative,
    /// Organisations that are neither enterprise nor cooperative.
    Organisation,
    /// Foreign organisations.
    ForeignOrganisation,
    /// Members of the Communist Party.
    PartyMember,
    /// Organisations of the Communist Party.
    PartyOrganisation,
}

impl Subject {
    /// Every subject, citizens first.
    pub const ALL: [Self; 11] = [
        Self::Citizen,
        Self::OverseasVietnamese,
        Self::Foreigner,
        Self::Official,
        Self::Enterprise,
        Self::ForeignInvestedEnterprise,
        Self::Cooperative,
        Self::Organisation,
        Self::ForeignOrganisation,
        Self::PartyMember,
        Self::PartyOrganisation,
    ];

    /// The code in data and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::OverseasVietnamese => "overseas_vietnamese",
            Self::Foreigner => "foreigner",
            Self::Official => "official",
            Self::Enterprise => "enterprise",
            Self::ForeignInvestedEnterprise => "foreign_invested_enterprise",
            Self::Cooperative => "cooperative",
            Self::Organisation => "organisation",
            Self::ForeignOrganisation => "foreign_organisation",
            Self::PartyMember => "party_member",
            Self::PartyOrganisation => "party_organisation",
        }
    }
}
