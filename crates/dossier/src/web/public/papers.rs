//! Step 2, `/nop/{code}/{draft}/giay-to`: the papers the procedure asks for, and others.

use std::sync::Arc;

use access::{Actor, SignedIn};
use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use web::page::{render, render_with};
use web::{FieldErrors, Page, PageError, Visitor};

use super::super::shown::{PaperRow, paper, paper_rows};
use super::refused;
use super::uploads::Sent;
use super::wizard::{Frame, Wizard, today};
use crate::model::Paper;
use crate::ports::AskedPaper;
use crate::services::Services;
use crate::store::drafts::DraftContent;

/// A paper that is asked for, with what was handed in for it.
pub(super) struct Wanted {
    pub(super) field: String,
    pub(super) asked: AskedPaper,
    pub(super) given: Vec<PaperRow>,
}

/// The page.
#[derive(Template)]
#[template(path = "public_papers.html")]
pub(super) struct PapersPage {
    pub(super) frame: Frame,
    pub(super) page: Page,
    pub(super) wanted: Vec<Wanted>,
    pub(super) others: Vec<PaperRow>,
    pub(super) other_name: String,
    pub(super) errors: FieldErrors,
}

impl PapersPage {
    pub(super) fn new(frame: Frame, asked: Vec<AskedPaper>, given: Vec<PaperRow>, sent: &Sent) -> Self {
        let is_asked = |row: &PaperRow| asked.iter().any(|paper| paper.name == row.name);
        let others = given.iter().filter(|row| !is_asked(row)).cloned().collect();
        let given_for = |name: &str| given.iter().filter(|row| row.name == name).cloned().collect();
        let wanted = |(at, asked): (usize, AskedPaper)| Wanted { field: field_name(at), given: given_for(&asked.name), asked };
        Self {
            page: frame.page.clone().with_errors(!sent.errors.is_empty()),
            wanted: asked.into_iter().enumerate().map(wanted).collect(),
            others,
            other_name: if sent.errors.is_empty() { String::new() } else { sent.text("other_name").to_owned() },
            errors: sent.errors.clone(),
            frame,
        }
    }

    /// Whether a heading with the case belongs before the paper at this place.
    fn begins_case(&self, at: &usize) -> bool {
        let case = |at: usize| self.wanted.get(at).map(|wanted| wanted.asked.case.as_str()).unwrap_or_default();
        !case(*at).is_empty() && (*at == 0 || case(*at) != case(at - 1))
    }
}

fn field_name(at: usize) -> String {
    format!("paper-{at}")
}

/// Shows what is asked for and what is there.
pub(super) async fn get(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(address): Path<(String, String)>,
) -> Result<Response, PageError> {
    let wizard = Wizard::open(&services, &visitor, &actor, &address).await?;
    render(&page(&services, visitor, &wizard, &Sent::default()).await?)
}

/// Stores what was chosen, takes out what was named, and goes where the button says.
pub(super) async fn post(
    State(services): State<Arc<Services>>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Path(address): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, PageError> {
    let mut wizard = Wizard::open(&services, &visitor, &actor, &address).await?;
    let mut sent = Sent::read(&services, &actor, visitor.language, form).await?;
    let asked = wizard.papers_asked(&services, today(&visitor, &services)).await?;
    let papers = changed(wizard.draft.content.papers.clone(), &asked, &mut sent, &web::t(visitor.language, "dossier-public-other-missing"));
    save(&services, &actor, &mut wizard, papers).await?;
    if !sent.errors.is_empty() {
        return render_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&services, visitor, &wizard, &sent).await?);
    }
    let next = match sent.text("_then") {
        "next" => format!("{}/kiem-tra", wizard.address()),
        "later" => "/ho-so?luu=1".to_owned(),
        _ => format!("{}/giay-to", wizard.address()),
    };
    Ok(Redirect::to(&next).into_response())
}

async fn page(services: &Services, visitor: Visitor, wizard: &Wizard, sent: &Sent) -> Result<PapersPage, PageError> {
    let asked = wizard.papers_asked(services, today(&visitor, services)).await?;
    let given = paper_rows(services, visitor.language, &wizard.draft.content.papers).await.map_err(refused::page)?;
    Ok(PapersPage::new(wizard.frame(visitor, 2), asked, given, sent))
}

async fn save(services: &Services, actor: &Actor, wizard: &mut Wizard, papers: Vec<Paper>) -> Result<(), PageError> {
    if papers == wizard.draft.content.papers {
        return Ok(());
    }
    let content = DraftContent { papers, ..wizard.draft.content.clone() };
    wizard.save(services, actor, content).await
}

/// The papers after what was sent. A paper without a name is not kept: nobody could tell what it is.
fn changed(mut papers: Vec<Paper>, asked: &[AskedPaper], sent: &mut Sent, name_missing: &str) -> Vec<Paper> {
    if let Ok(index) = sent.text("_remove").parse::<usize>()
        && index < papers.len()
    {
        papers.remove(index);
    }
    for (field, file) in &sent.files {
        let named = asked.iter().enumerate().find(|(at, _)| field_name(*at) == *field).map(|(_, asked)| asked.name.as_str());
        match named.unwrap_or_else(|| sent.text("other_name")) {
            "" => sent.errors.add("other_name", name_missing),
            name => papers.push(paper(name, file)),
        }
    }
    papers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::FileFacts;
    use kernel::id::DocumentId;

    fn asked(name: &str) -> AskedPaper {
        AskedPaper { case: String::new(), name: name.to_owned(), form_name: String::new(), originals: 1, copies: 0 }
    }

    fn file(name: &str) -> FileFacts {
        FileFacts { document: DocumentId::from_uuid(uuid::Uuid::nil()), name: name.to_owned(), size: 1 }
    }

    fn sent(texts: &[(&str, &str)], files: &[(&str, &str)]) -> Sent {
        Sent {
            texts: texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
            files: files.iter().map(|(field, name)| ((*field).to_owned(), file(name))).collect(),
            errors: FieldErrors::none(),
        }
    }

    #[test]
    fn files_go_to_the_paper_of_their_input() {
        let asked = [asked("Tờ khai"), asked("Giấy chứng sinh")];
        for (texts, files, expected, wrong) in [
            (&[][..], &[("paper-1", "a.pdf")][..], vec!["Giấy chứng sinh"], false),
            (&[("other_name", "Đơn")], &[("other_file", "b.pdf"), ("paper-0", "c.pdf")], vec!["Đơn", "Tờ khai"], false),
            (&[("other_name", "  ")], &[("other_file", "b.pdf")], vec![], true),
        ] {
            let mut sent = sent(texts, files);
            let papers = changed(Vec::new(), &asked, &mut sent, "?");
            assert_eq!(papers.iter().map(|paper| paper.name.as_str()).collect::<Vec<_>>(), expected);
            assert_eq!(!sent.errors.is_empty(), wrong);
        }
    }

    #[test]
    fn a_paper_can_be_taken_out_and_nothing_else_can() {
        let papers = || vec![paper("a", &file("1")), paper("b", &file("2"))];
        for (index, left) in [("0", vec!["b"]), ("1", vec!["a"]), ("2", vec!["a", "b"]), ("x", vec!["a", "b"])] {
            let after = changed(papers(), &[], &mut sent(&[("_remove", index)], &[]), "?");
            assert_eq!(after.iter().map(|paper| paper.name.as_str()).collect::<Vec<_>>(), left, "{index}");
        }
    }
}
