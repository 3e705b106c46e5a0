//! Units, offices and rules of competence, each with the span of days in which it holds.

mod agency;
mod area;
mod codes;
mod competence;
mod directory;
mod office;
mod reorganisation;
mod unit;
mod validity;

pub use agency::Agency;
pub use area::Area;
pub use competence::{Competence, CompetenceRule, Level, Matter, Place};
pub use directory::Directory;
pub use office::{CodeStatus, Office, OfficeCertainty, OfficeKind, Tier};
pub use reorganisation::{OfficeSuccession, Operation};
pub use unit::{Share, Unit, UnitCertainty, UnitKind, UnitSuccession};
pub use validity::Validity;

pub(crate) use codes::coded;
pub(crate) use office::named_uuid;
