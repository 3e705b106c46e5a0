//! What happened to dossiers, in the terms of those who tell people; and what people were told, in the terms of the dossier's page.

use access::{Access, Role};
use async_trait::async_trait;
use db::{Context, DbError};
use dossier::{Concerned, ToldLine, Who};
use journal::Entry;
use kernel::id::DossierId;
use notice::{Applicants, Concern, Contact, Meaning, Recipient, State, Topic};
use sqlx::PgConnection;
use uuid::Uuid;
use web::Page;

/// Answers for dossiers.
#[derive(Debug, Clone)]
pub(crate) struct OfDossiers {
    pub(crate) ctx: Context,
    pub(crate) access: Access,
}

#[async_trait]
impl Meaning for OfDossiers {
    async fn concerns(&self, conn: &mut PgConnection, entry: &Entry, stale: bool) -> Result<Vec<Concern>, DbError> {
        let mut concerns = Vec::new();
        for concerned in dossier::concerned(conn, &self.ctx, entry, stale).await? {
            let Some(topic) = Topic::from_code(concerned.by) else {
                return Err(DbError::inconsistent("journal.entry", "kind", entry.id));
            };
            let recipients = self.recipients(conn, &concerned).await?;
            concerns.extend(recipients.into_iter().map(|recipient| concern(recipient, topic, &concerned)));
        }
        Ok(concerns)
    }
}

impl OfDossiers {
    async fn recipients(&self, conn: &mut PgConnection, concerned: &Concerned) -> Result<Vec<Recipient>, DbError> {
        Ok(match &concerned.who {
            Who::Applicant(Some(account)) => vec![Recipient::Account(*account)],
            Who::Applicant(None) => vec![Recipient::Applicant],
            Who::Official(account) => vec![Recipient::Account(*account)],
            Who::Role { office, role } => {
                // A role nobody can hold concerns nobody.
                let Ok(role) = role.parse::<Role>() else { return Ok(Vec::new()) };
                let holders = access::api::holders(&self.access, conn, role, &[*office]).await?;
                holders.into_iter().map(Recipient::Account).collect()
            }
        })
    }
}

fn concern(recipient: Recipient, topic: Topic, concerned: &Concerned) -> Concern {
    Concern {
        recipient,
        topic,
        subject: Some(concerned.dossier.uuid()),
        code: concerned.code.clone(),
        link: concerned.link.clone(),
        due_at: concerned.due,
    }
}

#[async_trait]
impl Applicants for OfDossiers {
    async fn contact(&self, conn: &mut PgConnection, subject: Uuid) -> Result<Contact, DbError> {
        let found = dossier::applicant_contact(conn, &self.ctx, DossierId::from_uuid(subject)).await?;
        let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        Ok(Contact { email: given(found.email), phone: given(found.phone) })
    }
}

/// Tells the dossier's page what people were told.
#[derive(Debug, Clone)]
pub(crate) struct OfNotices {
    pub(crate) ctx: Context,
}

#[async_trait]
impl dossier::Told for OfNotices {
    async fn about(&self, conn: &mut PgConnection, page: &Page, dossier: DossierId) -> Result<Vec<ToldLine>, DbError> {
        let told = notice::api::told_about(conn, &self.ctx, dossier.uuid()).await?;
        Ok(told.iter().map(|told| line(page, told)).collect())
    }
}

fn line(page: &Page, told: &notice::Told) -> ToldLine {
    let account = told.in_account.then(|| match told.notice.read_at {
        Some(at) => page.t1("notice-told-account-read", "when", page.short_moment(at)),
        None => page.t("notice-told-account-unread"),
    });
    let ways = account.into_iter().chain(told.deliveries.iter().map(|delivery| way(page, delivery))).collect();
    ToldLine {
        what: notice::api::name(page.language(), &told.notice),
        account: told.notice.account,
        at: told.notice.at,
        ways,
        has_trouble: told.deliveries.iter().any(|delivery| matches!(delivery.state, State::Failed | State::GivenUp)),
    }
}

fn way(page: &Page, delivery: &notice::Delivery) -> String {
    let channel = page.t(&format!("notice-channel-{}", delivery.channel.code()));
    let mut state = page.t(&format!("notice-state-{}", delivery.state.code().replace('_', "-")));
    if let Some(at) = delivery.done_at {
        state = format!("{state} {}", page.short_moment(at));
    }
    if delivery.state == State::Failed {
        state = format!("{state}. {}", page.t1("notice-next", "when", page.short_moment(delivery.next_at)));
    }
    if let Some(problem) = &delivery.problem {
        state = format!("{state} – {}", page.t(&format!("notice-problem-{}", problem.replace('_', "-"))));
    }
    let address = delivery.sent_to.as_deref().unwrap_or_default();
    let words = page.t_with("notice-told-way", &[("channel", channel.into()), ("address", address.into()), ("state", state.into())]);
    words.replace(" :", ":").replace("  ", " ")
}
