//! What every layout needs to know about the page it frames.

use std::borrow::Borrow;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};

use crate::components::{self, RichPart};
use crate::error::PageError;
use crate::i18n::{Language, Value, t, t_with};
use crate::site::Site;
use crate::visitor::{Person, Visitor};
use crate::{assets, format};

/// Which side of the counter the page belongs to; it chooses ground, density and header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// For applicants: paper ground, 18 px, one thing at a time.
    Public,
    /// For officials: white ground, 15 px, dense, keyboard first.
    Desk,
}

/// The entry of the main navigation that the page stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// None of them.
    None,
    /// Procedures and search.
    Procedures,
    /// Looking up a dossier, and one's own dossiers.
    Track,
    /// Counters nearby.
    Counters,
    /// When an answer is due.
    Deadline,
    /// Desk: the inbox.
    Inbox,
    /// Desk: the counter.
    Reception,
    /// Desk: figures of offices.
    Steering,
    /// Desk: administration.
    Administration,
}

/// One entry of a navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavigationEntry {
    /// Message key of the words.
    pub label_key: &'static str,
    /// Address.
    pub address: &'static str,
    /// Whether the page stands under this entry.
    pub current: bool,
}

/// The frame of a page: every template that extends a layout has it as its field `page`.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Who looks, in which language.
    pub visitor: Visitor,
    /// Title of the page, already in the visitor's language.
    pub title: String,
    /// Which side of the counter.
    pub side: Side,
    /// Current entry of the navigation.
    pub section: Section,
    /// Whether the form on the page has errors; the title then begins with "Lỗi:".
    pub has_errors: bool,
    /// The moment of the figures shown, in office time, for the footer of the desk.
    pub as_of: Option<NaiveDateTime>,
}

const PUBLIC_SECTIONS: [(Section, &str, &str); 4] = [
    (Section::Procedures, "web-nav-procedures", "/thu-tuc"),
    (Section::Track, "web-nav-track", "/tra-cuu"),
    (Section::Counters, "web-nav-counters", "/#quay"),
    (Section::Deadline, "web-nav-deadline", "/han-tra"),
];

/// Someone who has applied before looks for their own dossiers, not for a code.
const OWN_DOSSIERS: (Section, &str, &str) = (Section::Track, "web-nav-mine", "/ho-so");

const DESK_SECTIONS: [(Section, &str, &str); 4] = [
    (Section::Inbox, "web-nav-inbox", "/ban/hop-viec"),
    (Section::Reception, "web-nav-reception", "/ban/tiep-nhan"),
    (Section::Steering, "web-nav-steering", "/ban/dieu-hanh"),
    (Section::Administration, "web-nav-administration", "/quan-tri"),
];

/// What a person with this role works with. It only shortens the navigation: the rights decide what opens (`access`).
fn serves(role_label_key: &str, section: Section) -> bool {
    match role_label_key {
        "access-role-intake-officer" => matches!(section, Section::Inbox | Section::Reception),
        "access-role-processing-officer" => section == Section::Inbox,
        "access-role-unit-head" => matches!(section, Section::Inbox | Section::Steering),
        "access-role-administrator" | "access-role-auditor" => matches!(section, Section::Steering | Section::Administration),
        _ => section != Section::Administration,
    }
}

impl Page {
    /// A public page whose title is the message `title_key`.
    #[must_use]
    pub fn public(visitor: Visitor, section: Section, title_key: &str) -> Self {
        let title = t(visitor.language, title_key);
        Self::titled(visitor, Side::Public, section, title)
    }

    /// A page of the desk whose title is the message `title_key`.
    #[must_use]
    pub fn desk(visitor: Visitor, section: Section, title_key: &str) -> Self {
        let title = t(visitor.language, title_key);
        Self::titled(visitor, Side::Desk, section, title)
    }

    /// A page whose title is data, such as the name of a procedure.
    #[must_use]
    pub fn titled(visitor: Visitor, side: Side, section: Section, title: String) -> Self {
        Self { visitor, title, side, section, has_errors: false, as_of: None }
    }

    /// The same page, marked as holding a form with errors when `has_errors`.
    #[must_use]
    pub fn with_errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }

    /// The same page, saying in its footer that its figures are those of `instant`.
    #[must_use]
    pub fn as_of(mut self, instant: DateTime<Utc>) -> Self {
        self.as_of = Some(self.local(instant));
        self
    }

    /// The message `key` in the visitor's language.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        t(self.language(), key)
    }

    /// The message `key` with its placeables filled.
    #[must_use]
    pub fn t_with(&self, key: &str, arguments: &[(&str, Value)]) -> String {
        t_with(self.language(), key, arguments)
    }

    /// The message `key` with one placeable filled; short for templates.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl Into<Value>) -> String {
        self.t_with(key, &[(name, value.into())])
    }

    /// The message `key` with two placeables filled.
    #[must_use]
    pub fn t2(&self, key: &str, first: &str, value: impl Into<Value>, second: &str, other: impl Into<Value>) -> String {
        self.t_with(key, &[(first, value.into()), (second, other.into())])
    }

    /// The name of a legal state from its code: `in_process` gives "Đang giải quyết".
    #[must_use]
    pub fn state_name(&self, code: &str) -> String {
        self.t(&format!("web-state-{}", code.replace('_', "-")))
    }

    /// The pieces of a text in which `**` marks strong words.
    #[must_use]
    pub fn rich(&self, text: &str) -> Vec<RichPart> {
        components::rich(text)
    }

    /// The icon of a kind of notice.
    #[must_use]
    pub fn notice_icon(&self, kind: &str) -> &'static str {
        components::notice_icon(kind)
    }

    /// The moment of the figures in words, for the footer of the desk.
    #[must_use]
    pub fn as_of_text(&self) -> Option<String> {
        self.as_of.map(|moment| format::date_time(self.language(), moment))
    }

    /// The language of the page.
    #[must_use]
    pub fn language(&self) -> Language {
        self.visitor.language
    }

    /// Whether the page is drawn in the frame of the desk.
    #[must_use]
    pub fn is_desk(&self) -> bool {
        self.side == Side::Desk
    }

    /// Whose door this is.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.visitor.site
    }

    /// The person, when signed in.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        self.visitor.person.as_ref()
    }

    /// The address of a built asset, for example `page.asset("site.css")`.
    #[must_use]
    pub fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }

    /// The languages with their names, addresses and whether each is the current one.
    #[must_use]
    pub fn languages(&self) -> Vec<LanguageLink> {
        Language::ALL.into_iter().map(|language| LanguageLink::new(language, self)).collect()
    }

    /// The main navigation of the page's side.
    #[must_use]
    pub fn navigation(&self) -> Vec<NavigationEntry> {
        let entry = |(section, label_key, address)| NavigationEntry { label_key, address, current: section == self.section };
        match self.side {
            Side::Public => PUBLIC_SECTIONS
                .into_iter()
                .map(|known| if known.0 == Section::Track { self.tracking() } else { known })
                .map(entry)
                .collect(),
            Side::Desk => {
                let role = self.person().map_or("", |person| person.role_label_key.as_str());
                DESK_SECTIONS.into_iter().filter(|(section, ..)| serves(role, *section) || *section == self.section).map(entry).collect()
            }
        }
    }

    fn tracking(&self) -> (Section, &'static str, &'static str) {
        let [_, looking_up, ..] = PUBLIC_SECTIONS;
        if self.person().is_some_and(|person| !person.is_official) { OWN_DOSSIERS } else { looking_up }
    }

    /// The address of signing in and coming back here.
    #[must_use]
    pub fn sign_in_address(&self) -> String {
        format!("/dang-nhap?ve={}", crate::language_switch::escape(&self.visitor.path))
    }

    /// Office time of an instant.
    #[must_use]
    pub fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        self.site().local(instant)
    }

    /// "25/11/2026", "25 November 2026", "25 พฤศจิกายน ค.ศ. 2026".
    #[must_use]
    pub fn date(&self, date: impl Borrow<NaiveDate>) -> String {
        format::date(self.language(), *date.borrow())
    }

    /// Office date and time of an instant: "17:00 thứ Sáu 04/12/2026".
    #[must_use]
    pub fn moment(&self, instant: impl Borrow<DateTime<Utc>>) -> String {
        format::date_time(self.language(), self.local(*instant.borrow()))
    }

    /// Office date and time in its short form: "16/11, 08:05"; with the year when it is not that of the page.
    #[must_use]
    pub fn short_moment(&self, instant: impl Borrow<DateTime<Utc>>) -> String {
        let local = self.local(*instant.borrow());
        format::with_time(self.language(), &self.short_day(local.date()), local.time())
    }

    /// Day and month: "16/11"; with the year when it is not that of the page.
    #[must_use]
    pub fn short_day(&self, date: NaiveDate) -> String {
        let other_year = self.as_of.is_some_and(|now| now.date().year() != date.year());
        if other_year { format::date(self.language(), date) } else { format::day_month(self.language(), date) }
    }

    /// "10.000 đ", "10,000 VND".
    #[must_use]
    pub fn money(&self, dong: impl Borrow<i64>) -> String {
        format::money(self.language(), *dong.borrow())
    }

    /// "17.432", "17,432".
    #[must_use]
    pub fn number(&self, number: impl Borrow<i64>) -> String {
        format::number(self.language(), *number.borrow())
    }
}

/// One entry of the language switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageLink {
    /// Code for `lang` and `hreflang`.
    pub code: &'static str,
    /// The language's own name.
    pub name: String,
    /// Where the switch happens.
    pub address: String,
    /// Whether the page is in this language.
    pub current: bool,
}

impl LanguageLink {
    fn new(language: Language, page: &Page) -> Self {
        Self {
            code: language.code(),
            name: language.own_name(),
            address: crate::language_switch::address(language, &page.visitor.path),
            current: language == page.language(),
        }
    }
}

/// Renders a page as an HTML response.
///
/// # Errors
/// [`PageError::Fault`] when the template fails to render.
pub fn render<T: Template>(template: &T) -> Result<Response, PageError> {
    render_with(StatusCode::OK, template)
}

/// Renders a page as an HTML response with a status, for example 422 for a form with errors.
///
/// # Errors
/// [`PageError::Fault`] when the template fails to render.
pub fn render_with<T: Template>(status: StatusCode, template: &T) -> Result<Response, PageError> {
    let html = template.render().map_err(PageError::fault)?;
    Ok((status, Html(html)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(page: &Page) -> Vec<&'static str> {
        page.navigation().iter().map(|entry| entry.address).collect()
    }

    fn official(role: &str) -> Visitor {
        let mut visitor = Visitor::sample_official(Language::Vi);
        if let Some(person) = &mut visitor.person {
            role.clone_into(&mut person.role_label_key);
        }
        visitor
    }

    #[test]
    fn the_desk_shows_what_a_role_works_with() {
        for (role, expected) in [
            ("access-role-intake-officer", vec!["/ban/hop-viec", "/ban/tiep-nhan"]),
            ("access-role-processing-officer", vec!["/ban/hop-viec"]),
            ("access-role-unit-head", vec!["/ban/hop-viec", "/ban/dieu-hanh"]),
            ("access-role-one-stop-head", vec!["/ban/hop-viec", "/ban/tiep-nhan", "/ban/dieu-hanh"]),
            ("access-role-administrator", vec!["/ban/dieu-hanh", "/quan-tri"]),
            ("access-role-auditor", vec!["/ban/dieu-hanh", "/quan-tri"]),
        ] {
            let page = Page::titled(official(role), Side::Desk, Section::None, String::new());
            assert_eq!(addresses(&page), expected, "{role}");
        }
    }

    #[test]
    fn the_place_where_one_stands_is_always_shown() {
        let page = Page::titled(official("access-role-auditor"), Side::Desk, Section::Inbox, String::new());
        assert!(page.navigation().iter().any(|entry| entry.current));
    }

    #[test]
    fn applicants_find_their_own_dossiers() {
        let public = |visitor| Page::titled(visitor, Side::Public, Section::None, String::new());
        assert!(addresses(&public(Visitor::sample(Language::Vi))).contains(&"/tra-cuu"));
        assert!(addresses(&public(Visitor::sample_applicant(Language::Vi))).contains(&"/ho-so"));
        assert!(addresses(&public(Visitor::sample_official(Language::Vi))).contains(&"/tra-cuu"));
    }
}
