//! Templates of the country pack: the files of `results/`.

use std::path::Path;

use chrono::NaiveDate;
use db::Context;
use journal::NewEntry;
use kernel::pack::Finding;
use serde_json::json;

use super::check::check as flaws;
use super::model::{Origin, Template};
use super::store;
use super::usecases::{TemplateRefusal, subject_of, write};

/// The folder of the pack.
const FOLDER: &str = "results";

/// Everything that is wrong with the templates of a pack, with the file. A pack without the folder has none.
#[must_use]
pub fn check(folder: &Path) -> Vec<Finding> {
    read(folder).into_iter().filter_map(Result::err).collect()
}

fn read(folder: &Path) -> Vec<Result<Template, Finding>> {
    let Ok(entries) = std::fs::read_dir(folder.join(FOLDER)) else { return Vec::new() };
    let mut names: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    names.sort();
    names.iter().map(|path| read_one(path)).collect()
}

fn read_one(path: &Path) -> Result<Template, Finding> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let finding = |problem: String| Finding { file: format!("{FOLDER}/{name}"), row: None, column: None, problem };
    let text = std::fs::read_to_string(path).map_err(|error| finding(error.to_string()))?;
    let template: Template = serde_json::from_str(&text).map_err(|error| finding(error.to_string()))?;
    if path.file_stem().is_none_or(|stem| stem.to_string_lossy() != template.code) {
        return Err(finding(format!("the file is called {name}, the template {}", template.code)));
    }
    match flaws(&template).into_iter().next() {
        Some(flaw) => Err(Finding { column: Some(flaw.field.to_owned()), ..finding(format!("{}: {}", flaw.problem, flaw.found)) }),
        None => Ok(template),
    }
}

/// Publishes what is new in the pack from `day` on, and says how many. What an administrator published stays.
///
/// # Errors
/// [`TemplateRefusal`] of the first template that cannot be published; nothing is written then.
pub async fn load(ctx: &Context, folder: &Path, day: NaiveDate) -> Result<usize, TemplateRefusal> {
    let templates: Vec<Template> = read(folder).into_iter().flatten().collect();
    let mut tx = ctx.begin().await?;
    let mut written = 0;
    for template in templates {
        store::lock(&mut tx, ctx.node.as_str(), &template.code).await?;
        let versions = store::versions(&mut tx, ctx.node.as_str(), &template.code).await?;
        let own = versions.first().is_some_and(|newest| newest.origin == Origin::Office || newest.template == template);
        if own {
            continue;
        }
        let code = template.code.clone();
        let version = write(&mut tx, ctx, template, (day, Origin::Pack, None)).await?;
        let entry = NewEntry {
            office: None,
            actor: None,
            kind: "template.published",
            subject_kind: "template",
            subject: subject_of(ctx.node.as_str(), &code),
            data: json!({ "code": code, "version": version, "from": day, "origin": "pack" }),
        };
        journal::append(&mut tx, ctx, entry).await?;
        written += 1;
    }
    tx.commit().await?;
    Ok(written)
}
