//! An act ends offices, begins others and says who takes over.

use chrono::NaiveDate;
use db::{Context, DbError};
use journal::NewEntry;
use kernel::id::{AccountId, OfficeId};
use serde_json::json;
use sqlx::PgConnection;

use crate::error::ReorganiseError;
use crate::model::{Office, OfficeSuccession, Operation, Validity};
use crate::pack::Edge;
use crate::rules::reorganisation::{ReorganisationRefusal, examine};
use crate::store;

/// Where rows come from that an act, not the pack, has brought.
const REGISTER: &str = "register";

/// One reorganisation by one act.
#[derive(Debug, Clone)]
pub struct Reorganisation {
    /// What is done.
    pub operation: Operation,
    /// The act: "45/QĐ-UBND".
    pub legal_basis: String,
    /// The first day of the new order.
    pub effective_on: NaiveDate,
    /// Offices that end.
    pub ending: Vec<OfficeId>,
    /// Offices that exist already and take over.
    pub heirs: Vec<OfficeId>,
    /// Offices that begin, or the next version of the office that ends when it is renamed, demoted or transferred. Their identifier, span, legal basis and source are set here.
    pub beginning: Vec<Office>,
    /// Who enters it.
    pub actor: Option<AccountId>,
}

/// Carries out a reorganisation in one transaction and returns the identifiers of the offices that take over.
///
/// # Errors
/// [`ReorganiseError::Refused`] when it makes no sense; [`ReorganiseError::Db`].
pub async fn reorganise(ctx: &Context, command: Reorganisation) -> Result<Vec<OfficeId>, ReorganiseError> {
    let node = ctx.node.as_str();
    let mut transaction = ctx.begin().await?;
    let ending = load(&mut transaction, node, &command.ending, command.effective_on).await?;
    let beginning = begin(node, &command);
    let heirs: Vec<OfficeId> = command.heirs.iter().copied().chain(beginning.iter().map(|office| office.id)).collect();
    examine(command.operation, command.effective_on, &command.legal_basis, &ending.iter().collect::<Vec<_>>(), &heirs)?;
    load(&mut transaction, node, &command.heirs, command.effective_on).await?;
    for office in beginning.iter().filter(|office| !command.ending.contains(&office.id)) {
        if store::reorganisation::is_code_taken(&mut transaction, node, office.code.as_str()).await? {
            return Err(ReorganisationRefusal::CodeTaken.into());
        }
    }
    for office in &command.ending {
        if !store::reorganisation::end(&mut transaction, node, *office, command.effective_on).await? {
            return Err(ReorganisationRefusal::NotInForce.into());
        }
    }
    store::offices::insert(&mut transaction, node, &beginning).await?;
    store::offices::insert_successions(&mut transaction, node, &edges(&command, &heirs)).await?;
    record(&mut transaction, ctx, &command, &heirs).await?;
    transaction.commit().await?;
    Ok(heirs)
}

/// The versions that hold on the day; an office that has none refuses the whole.
async fn load(connection: &mut PgConnection, node: &str, offices: &[OfficeId], on: NaiveDate) -> Result<Vec<Office>, ReorganiseError> {
    let mut found = Vec::new();
    for office in offices {
        let versions = store::offices::history(connection, node, *office).await?;
        found.push(versions.into_iter().find(|version| version.validity.holds(on)).ok_or(ReorganisationRefusal::NotInForce)?);
    }
    Ok(found)
}

fn begin(node: &str, command: &Reorganisation) -> Vec<Office> {
    let begun = |office: &Office| Office {
        id: Office::id_of(node, office.code.as_str()),
        validity: Validity { from: command.effective_on, to: None },
        legal_basis: command.legal_basis.clone(),
        source: REGISTER.to_owned(),
        ..office.clone()
    };
    command.beginning.iter().map(begun).collect()
}

/// Every ending office hands over to every heir: which part went where is for the act to say in words.
fn edges(command: &Reorganisation, heirs: &[OfficeId]) -> Vec<Edge> {
    let edge = |predecessor, successor| OfficeSuccession {
        predecessor,
        successor,
        effective_on: command.effective_on,
        operation: command.operation,
        legal_basis: command.legal_basis.clone(),
    };
    command
        .ending
        .iter()
        .flat_map(|predecessor| heirs.iter().map(move |successor| (*predecessor, *successor)))
        .map(|(predecessor, successor)| Edge { edge: edge(predecessor, successor), source: REGISTER.to_owned() })
        .collect()
}

/// One entry for each office that ended or took over, so that each has its own history.
async fn record(connection: &mut PgConnection, ctx: &Context, command: &Reorganisation, heirs: &[OfficeId]) -> Result<(), DbError> {
    let data = json!({
        "operation": command.operation, "legal_basis": command.legal_basis, "effective_on": command.effective_on,
        "ending": command.ending, "heirs": heirs,
    });
    let entries = command.ending.iter().chain(heirs).map(|office| NewEntry {
        office: Some(*office),
        actor: command.actor,
        kind: "organisation.reorganised",
        subject_kind: "office",
        subject: office.uuid(),
        data: data.clone(),
    });
    journal::append_all(connection, ctx, entries.collect()).await?;
    Ok(())
}
