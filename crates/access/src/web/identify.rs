//! Session → actor → visitor, before every page. One query when there is a session cookie, none when there is not.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_sessions::Session;
use web::{PageError, Person, Visitor};

use crate::error::Failure;
use crate::model::{Actor, OfficeTree, Role};
use crate::node::Access;
use crate::secret::random_text;
use crate::session::{id_hash, stale_before};
use crate::store;

/// Cookie to which the form tokens of anonymous visitors are bound. Holds a random text and nothing else.
pub(crate) const VISITOR_COOKIE: &str = "khach";

/// To what the form tokens of this request are bound: the session or the visitor's cookie.
#[derive(Debug, Clone)]
pub(crate) struct Binding(pub(crate) String);

/// The binding of an anonymous visitor.
pub(crate) fn visitor_binding(cookie: &str) -> String {
    format!("visitor:{cookie}")
}

/// Finds out who asks and puts [`Visitor`], [`Actor`] and [`Access`] into the request's extensions.
pub(super) async fn identify(State(access): State<Access>, request: Request, next: Next) -> Result<Response, PageError> {
    let (mut parts, body) = request.into_parts();
    parts.extensions.insert(access.clone());
    if is_for_programs(parts.uri.path()) {
        return Ok(next.run(Request::from_parts(parts, body)).await);
    }
    let known = known(&access, &parts).await?;
    let fresh = if known.is_none() && cookie(&parts.headers).is_none() { Some(random_text::<16>(&*access.ctx.entropy)) } else { None };
    let binding = match &known {
        Some((_, hash)) => format!("session:{}", hex::encode(hash)),
        None => visitor_binding(fresh.as_deref().or_else(|| cookie(&parts.headers)).unwrap_or_default()),
    };
    let mut visitor = Visitor::anonymous(&parts);
    visitor.csrf = access.key.form_token(&binding);
    let signed_in = known.is_some();
    if let Some((actor, _)) = known {
        visitor.person = Some(person(&actor, &*access.tree));
        parts.extensions.insert(actor);
    }
    parts.extensions.insert(visitor);
    parts.extensions.insert(Binding(binding));
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if is_page(&response) {
        finish(response.headers_mut(), &access, fresh.as_deref(), signed_in);
    }
    Ok(response)
}

/// Static files, probes and the API never look at cookies.
pub(super) fn is_for_programs(path: &str) -> bool {
    ["/api/", "/tai-san/", "/health/", "/metrics"].iter().any(|prefix| path.starts_with(prefix))
}

/// The actor of a live session with the hash of its cookie.
async fn known(access: &Access, parts: &Parts) -> Result<Option<(Actor, [u8; 32])>, Failure> {
    let Some(id) = parts.extensions.get::<Session>().and_then(Session::id) else { return Ok(None) };
    let (hash, now) = (id_hash(id), access.ctx.now());
    let Some(found) = access.lookups.session(hash).await? else { return Ok(None) };
    if found.seen_at < stale_before(now) {
        let mut conn = access.ctx.pool.acquire().await?;
        store::sessions::touch(&mut conn, &hash, now, stale_before(now)).await?;
    }
    Ok(Some((found.actor, hash)))
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == VISITOR_COOKIE).map(|(_, value)| value)
}

fn is_page(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn finish(headers: &mut HeaderMap, access: &Access, fresh: Option<&str>, signed_in: bool) {
    if let Some(fresh) = fresh {
        let secure = if access.settings.secure { "; Secure" } else { "" };
        let cookie = format!("{VISITOR_COOKIE}={fresh}; Path=/; HttpOnly; SameSite=Lax{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    if signed_in {
        // Computers at a one-stop shop are shared: after signing out, the back button must not show a dossier.
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}

fn person(actor: &Actor, tree: &dyn OfficeTree) -> Person {
    let leading = actor.grants.iter().map(|grant| grant.role).find(|role| *role != Role::Applicant);
    Person {
        account: actor.account.uuid(),
        name: actor.name.clone(),
        initials: initials(&actor.name),
        office_name: actor.office().and_then(|office| tree.name(office)).unwrap_or_default(),
        role_label_key: leading.map(role_label_key).unwrap_or_default(),
        is_official: actor.is_official(),
        // Told by the capability that keeps notices, in a layer of its own.
        unread: 0,
    }
}

/// Key of the name of a role.
pub(super) fn role_label_key(role: Role) -> String {
    format!("access-role-{}", role.code().replace('_', "-"))
}

/// The first letters of the last two words: Vietnamese names end with the given name.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last_two = words.iter().rev().take(2).rev();
    last_two.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_given_name() {
        for (name, expected) in [("Hoàng Văn Khải", "VK"), ("đỗ ân", "ĐÂ"), ("Mẫu", "M"), ("", "")] {
            assert_eq!(initials(name), expected);
        }
    }

    #[test]
    fn every_role_has_a_name_in_every_language() {
        for role in Role::ALL {
            for language in web::Language::ALL {
                assert!(web::i18n::has(language, &role_label_key(*role)), "{role} {language:?}");
            }
        }
    }
}
