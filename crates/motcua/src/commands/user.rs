//! `motcua user`: accounts from the command line. The first administrator of a node can come from nowhere else.

use std::io::{self, BufRead, IsTerminal};
use std::process::ExitCode;

use access::usecases::create_official::{Authority, CreateOfficial, create_official};
use access::{Access, AccountKind, Role};
use anyhow::{Context as _, ensure};
use clap::{Args, Subcommand};
use kernel::clock::Entropy;
use kernel::id::OfficeId;
use organisation::Organisation;

use crate::config::Settings;
use crate::database::Database;
use crate::runtime;
use crate::say::say;

/// Letters of a made password: none that is mistaken for another when it is read out.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// Groups of four letters in a made password; 80 bits.
const GROUPS: usize = 4;

/// Options of `motcua user`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  motcua user add quan-tri --name 'Nguyễn Văn An' --role administrator\n  \
                        motcua user add tiep-nhan.hg --name 'Trần Thị Hoa' --role intake_officer --office H49.32.01")]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make an account for somebody who works for an office
    Add(Add),
}

#[derive(Debug, Args)]
struct Add {
    /// E-mail address, telephone number or login name
    login: String,
    /// Full name
    #[arg(long)]
    name: String,
    /// What the person does: administrator, auditor, intake_officer, processing_officer, unit_head, one_stop_head
    #[arg(long)]
    role: String,
    /// Code of the office, for the roles that belong to one
    #[arg(long, value_name = "CODE")]
    office: Option<String>,
    /// Language of the pages: vi, en or th
    #[arg(long, default_value = "vi")]
    language: String,
    /// Read the first password from standard input instead of making one
    #[arg(long)]
    password_stdin: bool,
}

/// Runs one action. Works while the node is not running, or on a database that was named.
pub(crate) fn run(options: &Options, settings: &Settings) -> anyhow::Result<ExitCode> {
    let Action::Add(add) = &options.action;
    let role = role(&add.role)?;
    let database = Database::open(settings)?;
    let made = runtime()?.block_on(make(add, role, settings, &database));
    database.stop()?;
    let password = made?;
    say(&format!("The account {} is made.", add.login))?;
    if let Some(password) = password {
        say(&format!("First password, shown this once: {password}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn role(word: &str) -> anyhow::Result<Role> {
    let roles = || Role::ALL.iter().map(|role| role.code()).filter(|code| *code != Role::Applicant.code()).collect::<Vec<_>>().join(", ");
    let role: Option<Role> = word.parse().ok().filter(|role| *role != Role::Applicant);
    role.with_context(|| format!("--role: there is no role {word}; choose one of {}", roles()))
}

/// Makes the account; gives the password when it was made here.
async fn make(add: &Add, role: Role, settings: &Settings, database: &Database) -> anyhow::Result<Option<String>> {
    let ctx = database.context(settings, 2).await?;
    let calendars = std::sync::Arc::new(super::deadline::calendars(settings)?);
    let organisation = Organisation::start(ctx.clone(), calendars, ctx.now().date_naive()).await?;
    let office = office(&organisation, add.office.as_deref())?;
    let made = if add.password_stdin { None } else { Some(made_password(&*ctx.entropy)) };
    let password = made.clone().map_or_else(typed_password, Ok)?;
    let access = Access::start(ctx, std::sync::Arc::new(organisation), access::Settings::default()).await?;
    let account = CreateOfficial {
        logins: vec![add.login.clone()],
        name: add.name.clone(),
        kind: AccountKind::Official,
        language: add.language.clone(),
        password,
        roles: vec![(role, office)],
    };
    create_official(&access, Authority::Operator, &account).await?;
    Ok(made)
}

fn office(organisation: &Organisation, code: Option<&str>) -> anyhow::Result<Option<OfficeId>> {
    let Some(code) = code else { return Ok(None) };
    let directory = organisation.directory();
    let office = directory.office_by_code(code);
    Ok(Some(
        office.with_context(|| format!("--office: no office has the code {code}; was the country pack loaded (motcua pack load)?"))?.id,
    ))
}

fn made_password(entropy: &dyn Entropy) -> String {
    let mut chance = [0_u8; GROUPS * 4];
    entropy.fill(&mut chance);
    let letters: String = chance.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32))).map(|letter| char::from(*letter)).collect();
    letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

fn typed_password() -> anyhow::Result<String> {
    ensure!(!io::stdin().is_terminal(), "--password-stdin: pipe the password in, so that it is not seen on the screen");
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use kernel::clock::SeededEntropy;

    use super::*;

    #[test]
    fn a_made_password_is_long_and_can_be_read_out() {
        let (one, other) = (made_password(&SeededEntropy::new(1)), made_password(&SeededEntropy::new(2)));
        assert_ne!(one, other);
        assert_eq!((one.len(), one.matches('-').count()), (19, 3));
        assert!(!one.contains(['l', 'i', 'o', '1']), "{one}");
    }

    #[test]
    fn a_wrong_role_is_told_the_right_ones() {
        assert_eq!(role("administrator").unwrap(), Role::Administrator);
        for wrong in ["applicant", "boss", ""] {
            assert!(role(wrong).unwrap_err().to_string().contains("unit_head"), "{wrong}");
        }
    }
}
