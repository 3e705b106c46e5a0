//! `/tai-khoan/thong-bao`: how I want to be told, in which language, and where.

use std::collections::BTreeMap;
use std::str::FromStr;

use access::{Actor, SignedIn};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::page::{render, render_with};
use web::{Choice, FieldErrors, Language, Page, PageError, Section, Visitor};

use crate::model::{Channel, Kind, Mode};
use crate::node::Notices;
use crate::rules::may_choose;
use crate::usecases::confirm::{self, Refusal};
use crate::usecases::prefer::{self, Chosen};
use crate::words::dashed;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// What has just been done.
    xong: String,
}

/// One choice: a kind of message over a channel.
struct Row {
    name: String,
    label: String,
    choices: Vec<Choice>,
}

/// A kind of message with its channels.
struct Group {
    title: String,
    hint: String,
    /// Always in the account: said, not asked.
    always: bool,
    rows: Vec<Row>,
}

/// A channel that leads out, with the address used there.
struct Way {
    channel: &'static str,
    title: String,
    current: String,
    is_confirmed: bool,
    /// The address that waits for its code.
    waiting: String,
    /// What was typed.
    typed: String,
}

/// The page.
#[derive(Template)]
#[template(path = "notice/preferences.html")]
struct PreferencesPage {
    page: Page,
    errors: FieldErrors,
    done_key: &'static str,
    languages: Vec<Choice>,
    groups: Vec<Group>,
    ways: Vec<Way>,
}

/// What a form brought back.
#[derive(Default)]
struct Said {
    errors: FieldErrors,
    typed: BTreeMap<Channel, String>,
    done_key: &'static str,
}

/// Shows the choices.
pub(super) async fn get(
    State(notices): State<Notices>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let said = Said { done_key: done_key(&asked.xong), ..Said::default() };
    render(&draw(&notices, visitor, &actor, said).await?)
}

/// Only these can be said: the address is anybody's.
fn done_key(word: &str) -> &'static str {
    match word {
        "luu" => "notice-done-saved",
        "ma" => "notice-done-code",
        "dia-chi" => "notice-done-address",
        _ => "",
    }
}

/// Keeps what was chosen.
pub(super) async fn post(
    State(notices): State<Notices>,
    SignedIn(actor): SignedIn,
    Form(typed): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let mut choices = Vec::new();
    for kind in Kind::ALL {
        for channel in Channel::ALL {
            let mode = typed.get(&field(*kind, *channel)).and_then(|word| Mode::from_code(word));
            choices.extend(mode.map(|mode| (*kind, *channel, mode)));
        }
    }
    prefer::choose(&notices, &actor, &choices).await?;
    if let Some(language) = typed.get("language").and_then(|code| Language::from_str(code).ok()) {
        access::usecases::choose_language::choose_language(&notices.access, &actor, language).await.map_err(PageError::fault)?;
    }
    Ok(Redirect::to("/tai-khoan/thong-bao?xong=luu").into_response())
}

/// What the forms of addresses send.
#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    channel: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    code: String,
}

/// Sends a code to another address.
pub(super) async fn ask(
    State(notices): State<Notices>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let channel = outward(&typed.channel)?;
    let outcome = confirm::ask(&notices, &actor, visitor.language, channel, &typed.address).await?;
    match outcome {
        Ok(()) => Ok(Redirect::to("/tai-khoan/thong-bao?xong=ma").into_response()),
        Err(refusal) => {
            let said = Said { typed: BTreeMap::from([(channel, typed.address)]), ..refused(&visitor, "address", channel, refusal) };
            again(&notices, visitor, &actor, said).await
        }
    }
}

/// Takes the code.
pub(super) async fn confirm(
    State(notices): State<Notices>,
    visitor: Visitor,
    SignedIn(actor): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let channel = outward(&typed.channel)?;
    match confirm::confirm(&notices, &actor, channel, &typed.code).await? {
        Ok(()) => Ok(Redirect::to("/tai-khoan/thong-bao?xong=dia-chi").into_response()),
        Err(refusal) => {
            let place = if refusal == Refusal::Expired { "address" } else { "code" };
            let said = refused(&visitor, place, channel, refusal);
            again(&notices, visitor, &actor, said).await
        }
    }
}

fn outward(code: &str) -> Result<Channel, PageError> {
    Channel::from_code(code).filter(|channel| *channel != Channel::Account).ok_or(PageError::NotFound)
}

fn refused(visitor: &Visitor, place: &str, channel: Channel, refusal: Refusal) -> Said {
    let mut errors = FieldErrors::none();
    errors.add(format!("{place}-{}", channel.code()), web::t(visitor.language, &format!("notice-refusal-{}", refusal.code())));
    Said { errors, ..Said::default() }
}

async fn again(notices: &Notices, visitor: Visitor, actor: &Actor, said: Said) -> Result<Response, PageError> {
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &draw(notices, visitor, actor, said).await?)
}

async fn draw(notices: &Notices, visitor: Visitor, actor: &Actor, said: Said) -> Result<PreferencesPage, PageError> {
    let chosen = prefer::chosen(notices, actor).await?;
    let page = Page::public(visitor, Section::None, "notice-preferences-title").with_errors(!said.errors.is_empty());
    let channels: Vec<Channel> = std::iter::once(Channel::Account).chain(notices.reach.channels()).collect();
    let mut ways = Vec::new();
    for channel in notices.reach.channels() {
        let waiting = confirm::waiting(notices, actor, channel).await?.unwrap_or_default();
        ways.push(way(&page, &chosen, channel, waiting, &said));
    }
    let kinds = Kind::ALL.iter().filter(|kind| actor.is_official() || matches!(kind, Kind::Legal | Kind::Message));
    let language = |language: Language| Choice::new(language.code(), language.own_name(), language.code() == actor.language);
    Ok(PreferencesPage {
        groups: kinds.map(|kind| group(&page, &chosen, *kind, &channels)).collect(),
        languages: Language::ALL.into_iter().map(language).collect(),
        ways,
        done_key: said.done_key,
        errors: said.errors,
        page,
    })
}

fn field(kind: Kind, channel: Channel) -> String {
    format!("{}-{}", kind.code(), channel.code())
}

fn group(page: &Page, chosen: &Chosen, kind: Kind, channels: &[Channel]) -> Group {
    let row = |channel: &Channel| Row {
        name: field(kind, *channel),
        label: page.t(&format!("notice-channel-{}", channel.code())),
        choices: Mode::ALL
            .iter()
            .filter(|mode| may_choose(kind, *channel, **mode))
            .map(|mode| {
                let label = page.t(&format!("notice-mode-{}", dashed(mode.code())));
                Choice::new(mode.code(), label, chosen.mode(kind, *channel) == *mode)
            })
            .collect(),
    };
    let always = kind == Kind::Legal;
    Group {
        title: page.t(&format!("notice-kind-{}", kind.code())),
        hint: page.t(&format!("notice-kind-{}-hint", kind.code())),
        always,
        rows: channels.iter().filter(|channel| !(always && **channel == Channel::Account)).map(row).collect(),
    }
}

fn way(page: &Page, chosen: &Chosen, channel: Channel, waiting: String, said: &Said) -> Way {
    let current = chosen.contact.on(channel).unwrap_or_default().to_owned();
    Way {
        channel: channel.code(),
        title: page.t(&format!("notice-address-{}", channel.code())),
        is_confirmed: chosen.confirmed.on(channel).is_some(),
        typed: said.typed.get(&channel).cloned().unwrap_or_default(),
        current,
        waiting,
    }
}
