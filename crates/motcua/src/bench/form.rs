//! Saving a form of 200 fields in the builder, page to page.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::client::Client;
use super::ground::{Ground, Server};
use super::load::{Turn, measure};
use super::{Extent, Report, reference};
use crate::config::Settings;
use crate::runtime;

/// Fields of the form that is saved.
const FIELDS: usize = 200;
/// Fields of a section of it.
const IN_SECTION: usize = 20;
/// Where it is built.
const ADDRESS: &str = "/quan-tri/bieu-mau/bench_form";
/// Longest a save may take, in the wish this scenario watches over.
const LONGEST: Duration = Duration::from_millis(300);

/// An administrator who saves one field after the other and sees the form again each time.
struct Builder {
    client: Client,
    csrf: String,
    revision: u64,
}

impl Turn for Builder {
    async fn once(&mut self, number: u64) -> anyhow::Result<()> {
        let field = usize::try_from(number)? % FIELDS;
        let sent = format!(
            "_csrf={}&revision={}&label.vi=C%C3%A2u+h%E1%BB%8Fi+{number}&label.en=Question+{number}&label.th=x&kind=line&required=yes&most=200",
            self.csrf, self.revision
        );
        let saved =
            self.client.post_form(&format!("{ADDRESS}/muc/field_{field}"), "application/x-www-form-urlencoded", sent.into()).await?;
        ensure!(saved.status == StatusCode::SEE_OTHER, "a field was not saved: {}", saved.status);
        self.revision += 1;
        let page = self.client.get(ADDRESS).await?.good()?;
        ensure!(page.body.len() > FIELDS * 100, "the form is not on its page");
        Ok(())
    }
}

/// Saving, page to page; its p95 against that of durable one-row inserts on the same database.
pub(super) fn run(settings: &Settings, extent: Extent) -> anyhow::Result<Report> {
    let ground = Ground::prepare(settings)?;
    runtime()?.block_on(async {
        let bare = reference::inserts(&ground, extent.measured).await?;
        let server = ground.serve().await?;
        let builder = begin(&server, &ground.login("administrator")?).await?;
        let latencies = measure(vec![builder], extent.measured).await?;
        let peak = server.peak_rss_mb()?;
        tokio::task::block_in_place(|| server.stop())?;
        let p95 = latencies.percentile_ms(95);
        ensure!(p95 <= LONGEST.as_secs_f64() * 1000.0, "saving takes {p95} ms (p95), longer than {} ms", LONGEST.as_millis());
        let report = Report::new("form", p95, "ms (p95)", bare.percentile_ms(95));
        Ok(Report { peak_rss_mb: Some(peak), ..report.with_latencies(&latencies) })
    })
}

/// Signs in, hands the form in as a file and opens its draft.
async fn begin(server: &Server, login: &str) -> anyhow::Result<Builder> {
    let mut client = server.client().await?.known_as(server.session(login).await?);
    let list = page(&mut client, "/quan-tri/bieu-mau").await?;
    let csrf = value_of(&list, "_csrf")?;
    let file = serde_json::to_string(&form())?;
    let boundary = "motcua-bench";
    let body = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"_csrf\"\r\n\r\n{csrf}\r\n--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; \
         filename=\"bench_form.json\"\r\ncontent-type: application/json\r\n\r\n{file}\r\n--{boundary}--\r\n"
    );
    let begun = Instant::now();
    let answer = client.post_form("/quan-tri/bieu-mau/nhap", &format!("multipart/form-data; boundary={boundary}"), body.into()).await?;
    ensure!(answer.status == StatusCode::SEE_OTHER, "the form was not taken: {} after {:?}", answer.status, begun.elapsed());
    let draft = page(&mut client, ADDRESS).await?;
    Ok(Builder { client, csrf: value_of(&draft, "_csrf")?, revision: value_of(&draft, "revision")?.parse()? })
}

async fn page(client: &mut Client, address: &str) -> anyhow::Result<String> {
    Ok(String::from_utf8_lossy(&client.get(address).await?.good()?.body).into_owned())
}

/// The value of a hidden input.
fn value_of(page: &str, name: &str) -> anyhow::Result<String> {
    let rest = page.split_once(&format!("name=\"{name}\" value=\"")).map(|(_, rest)| rest);
    Ok(rest.and_then(|rest| rest.split_once('"')).with_context(|| format!("a page without {name}"))?.0.to_owned())
}

/// A form of [`FIELDS`] fields in three languages with hints and examples.
fn form() -> Value {
    let text = |text: &str| json!({ "vi": text, "en": text, "th": text });
    let field = |number: usize| {
        let words = format!("Câu hỏi số {number} của tờ khai để đo");
        let property = json!({ "type": "string", "maxLength": 200, "minLength": 1, "x-required": true, "x-label": text(&words),
            "x-hint": text("Viết như trên giấy tờ"), "x-example": text("Nguyễn Thị Mẫu") });
        (format!("field_{number}"), property)
    };
    let keys: Vec<String> = (0..FIELDS).map(|number| format!("field_{number}")).collect();
    let sections: Vec<Value> = keys.chunks(IN_SECTION).map(|keys| json!({ "title": text("Phần"), "fields": keys })).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "bench_form", "title": "Tờ khai để đo", "x-title": text("Tờ khai để đo"),
        "x-version": 1, "x-procedures": [], "x-legal-basis": "–", "type": "object", "additionalProperties": false, "x-sections": sections,
        "properties": (0..FIELDS).map(field).collect::<Map<String, Value>>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_that_is_measured_is_a_form_of_that_size() {
        let read = web::schema_form::Form::from_value(&form()).unwrap();
        assert_eq!((read.fields.len(), read.sections.len()), (FIELDS, FIELDS / IN_SECTION));
    }

    #[test]
    fn hidden_inputs_are_found() {
        assert_eq!(value_of("<input type=\"hidden\" name=\"revision\" value=\"17\">", "revision").unwrap(), "17");
        assert!(value_of("", "revision").is_err());
    }
}
