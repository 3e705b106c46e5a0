//! The documentation says only what is true: edges between crates, links, paths, dependencies, commands, routes, tables.
//!
//! Each check takes text and facts as values and gives a sentence for everything that is wrong, so that its own test can show it a lie.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the project stops there: that is its report")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

type Names = BTreeSet<String>;

/// Folders whose files documents name from the root of the project.
const FROM_THE_ROOT: [&str; 8] = ["crates/", "docs/", "data/", "scripts/", "e2e/", "assets/", "fuzz/", "migrations/"];
/// Folders that the README of a crate names from the crate.
const FROM_THE_CRATE: [&str; 4] = ["src/", "tests/", "examples/", "templates/"];
const NPM: [&str; 3] = ["assets/package.json", "e2e/package.json", "crates/document/fonts/package.json"];
const LIBRARIES: &str = "docs/adr/0002-libraries.md";

/// A document and where it stands.
struct Page {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| format!("cannot read {path}: {error}"))
}

/// Every file below a folder, from the root of the project; what is built or installed is left out.
fn files(below: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(below)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{below}/{}", entry.file_name().to_string_lossy());
        if !entry.file_type().unwrap().is_dir() {
            found.push(path);
        } else if !path.ends_with("/node_modules") && path != "crates/web/static" {
            found.extend(files(&path));
        }
    }
    found
}

fn pages() -> Vec<Page> {
    let readmes = ["crates", "data/vn"].into_iter().flat_map(files).filter(|path| path.ends_with("/README.md"));
    let docs = files("docs").into_iter().filter(|path| Path::new(path).extension().is_some_and(|extension| extension == "md"));
    let all = std::iter::once("README.md".to_owned()).chain(docs).chain(readmes);
    all.map(|path| Page { text: read(&path), path }).collect()
}

/// The sources of the programs, as one text, without the lies that the tests below tell.
fn sources() -> String {
    let is_code = |path: &str| [".rs", ".js"].iter().any(|end| path.ends_with(end)) || path.starts_with("scripts/");
    let is_source = |path: &String| is_code(path) && !path.ends_with("tests/docs.rs");
    ["crates", "scripts", "e2e"].into_iter().flat_map(files).filter(is_source).map(|path| read(&path)).collect()
}

/// What stands in backticks: spans, and lines of fenced blocks.
fn code(text: &str) -> Vec<String> {
    let (mut fenced, mut found, mut paragraph) = (false, Vec::new(), String::new());
    for line in text.lines().chain([""]) {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            found.push(line.trim().to_owned());
        } else if line.is_empty() {
            found.extend(paragraph.split('`').skip(1).step_by(2).map(|span| span.trim().to_owned()));
            paragraph.clear();
        } else {
            paragraph.push_str(line);
            paragraph.push(' ');
        }
    }
    found
}

fn metadata() -> Value {
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Each crate with those it needs to run, as `crate -> other`.
fn real_edges(metadata: &Value) -> Names {
    let packages = metadata["packages"].as_array().unwrap();
    let house: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let edge = |package: &Value, dependency: &Value| {
        let name = dependency["name"].as_str()?;
        (dependency["kind"].is_null() && house.contains(&name)).then(|| format!("{} -> {name}", package["name"].as_str().unwrap()))
    };
    let of = |package: &Value| -> Vec<String> {
        package["dependencies"].as_array().unwrap().iter().filter_map(|dependency| edge(package, dependency)).collect()
    };
    packages.iter().flat_map(of).collect()
}

/// The edges a document promises in its block `edges`.
fn written_edges(text: &str) -> Names {
    let block = text.split("```edges\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
    let lines = block.lines().filter_map(|line| line.split_once(" -> "));
    lines.flat_map(|(from, to)| to.split_whitespace().map(move |to| format!("{from} -> {to}"))).collect()
}

fn differences(written: &Names, real: &Names, what: &str) -> Vec<String> {
    let invented = written.difference(real).map(|one| format!("{what} {one} is written and does not exist"));
    invented.chain(real.difference(written).map(|one| format!("{what} {one} exists and is not written"))).collect()
}

/// Links to files that are not there.
fn dead_links(page: &Page, exists: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let prose: Vec<&str> = page.text.split("```").step_by(2).collect();
    let targets = prose.iter().flat_map(|text| text.split("](").skip(1)).filter_map(|rest| rest.split(')').next());
    let files = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    let folder = Path::new(&page.path).parent().unwrap();
    let dead = files.filter(|target| !exists(&folder.join(target.split('#').next().unwrap())));
    dead.map(|target| format!("{}: the link {target} leads nowhere", page.path)).collect()
}

/// Names of files that are not there. Patterns are no names; alternatives in braces are each a name.
fn dead_paths(page: &Page, exists: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let own = page.path.strip_prefix("crates/").and_then(|path| path.split('/').next());
    let mut dead = Vec::new();
    for span in code(&page.text) {
        let Some(name) = span.split_whitespace().next().filter(|name| !name.contains(['*', '…', '<'])) else { continue };
        for name in alternatives(name.trim_end_matches([',', ';', '.'])) {
            let in_crate = own.filter(|_| FROM_THE_CRATE.iter().any(|folder| name.starts_with(folder)));
            let path = in_crate.map_or_else(|| PathBuf::from(&name), |own| Path::new("crates").join(own).join(&name));
            if (in_crate.is_some() || FROM_THE_ROOT.iter().any(|folder| name.starts_with(folder))) && !exists(&path) {
                dead.push(format!("{}: there is no {name}", page.path));
            }
        }
    }
    dead
}

fn alternatives(name: &str) -> Vec<String> {
    let Some((before, (inside, after))) = name.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) else {
        return vec![name.to_owned()];
    };
    inside.split(',').map(|one| format!("{before}{one}{after}")).collect()
}

/// The dependencies of the house from outside: declared once for all, by a crate alone, or in a package of npm.
fn real_libraries(manifest: &str, metadata: &Value, npm: &[Value]) -> Names {
    let shared = manifest.split("[workspace.dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).unwrap_or_default();
    let shared = shared.lines().filter(|line| !line.contains("path =")).filter_map(|line| line.split_once(" = "));
    let shared = shared.map(|(name, _)| name.to_owned());
    let own = metadata["packages"].as_array().unwrap().iter().flat_map(|package| package["dependencies"].as_array().unwrap());
    let own = own.filter(|dependency| dependency["path"].is_null()).filter_map(|dependency| dependency["name"].as_str());
    let npm = npm.iter().flat_map(|package| ["dependencies", "devDependencies"].map(|kind| package[kind].as_object()));
    let npm = npm.flatten().flat_map(|packages| packages.keys().cloned());
    shared.chain(own.map(str::to_owned)).chain(npm).collect()
}

/// The names in the first column of the tables of a document.
fn written_libraries(text: &str) -> Names {
    let cells = text.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|line| line.split_once(" |"));
    cells.flat_map(|(cell, _)| cell.split(", ").map(|name| name.trim_matches('`').to_owned()).collect::<Vec<_>>()).collect()
}

/// The variants of enums that are commands, as they are typed.
fn commands_of(source: &str) -> Names {
    let enums = source.split("Subcommand)]").skip(1).filter_map(|rest| rest.split("\n}").next());
    let lines = enums.flat_map(str::lines).filter_map(|line| line.strip_prefix("    "));
    let variants = lines.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
    variants.map(|line| line.split(|letter: char| !letter.is_alphanumeric()).next().unwrap().to_lowercase()).collect()
}

/// Each command of the program with what may follow it.
fn real_commands() -> BTreeMap<String, Names> {
    let commands = commands_of(&read("crates/motcua/src/commands/mod.rs"));
    commands.into_iter().map(|name| (name.clone(), commands_of(&read(&format!("crates/motcua/src/commands/{name}.rs"))))).collect()
}

/// Commands that do not exist, in a call such as `motcua journal verify`.
fn unknown_commands(page: &Page, known: &BTreeMap<String, Names>) -> Vec<String> {
    let mut unknown = Vec::new();
    for call in code(&page.text).iter().flat_map(|span| span.split('|')) {
        let mut words = call.split_whitespace().filter(|word| !word.contains('=')).peekable();
        if words.next().is_none_or(|program| program.rsplit('/').next() != Some("motcua")) || program_alone(words.peek()) {
            continue;
        }
        let command = words.next().unwrap_or_default();
        let action = words.next().filter(|word| word.chars().all(|letter| letter.is_ascii_lowercase()));
        let actions = known.get(command);
        if actions.is_none_or(|actions| action.is_some_and(|action| !actions.is_empty() && !actions.contains(action))) {
            unknown.push(format!("{}: there is no `{}`", page.path, call.trim()));
        }
    }
    unknown
}

fn program_alone(next: Option<&&str>) -> bool {
    next.is_none_or(|word| !word.starts_with(|first: char| first.is_ascii_lowercase()))
}

/// The addresses that routers of the sources answer.
fn routes(source: &str) -> Names {
    let lines = source.lines().filter(|line| line.contains(".route(\"") || line.contains("\"GET\", \"/") || line.contains("\"POST\", \"/"));
    literals(&lines.collect::<Vec<_>>().join("\n")).into_iter().filter(|literal| literal.starts_with('/')).collect()
}

/// Texts in quotes, as sources write them.
fn literals(source: &str) -> Names {
    source.lines().flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// Addresses that no router knows. An address counts when the program has others that begin like it.
fn unknown_routes(page: &Page, routes: &Names) -> Vec<String> {
    let first = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
    let known: Names = routes.iter().map(|route| first(route)).collect();
    let is_route = |path: &str| routes.contains(path) || routes.iter().any(|one| one.starts_with(&format!("{path}/")));
    let spans = code(&page.text);
    let paths = spans.iter().filter_map(|span| span.split_whitespace().find(|word| word.starts_with('/')));
    let paths = paths.map(|path| path.split('?').next().unwrap()).filter(|path| !path.ends_with('/') && !path.contains(['…', '*']));
    let unknown = paths.filter(|path| known.contains(&first(path)) && !is_route(path));
    unknown.map(|path| format!("{}: nothing answers {path}", page.path)).collect()
}

/// Tables and journal entries, such as `dossier.task` and `dossier.received`, that do not exist.
fn unknown_tables(page: &Page, migrations: &str, literals: &Names) -> Vec<String> {
    let after = |words: &str| -> Names {
        let named = migrations.split(words).skip(1).filter_map(|rest| rest.split([' ', ';', '\n', '(']).next());
        named.map(str::to_owned).collect()
    };
    let (schemas, tables) = (after("create schema "), after("create table "));
    let is_name = |span: &String| span.chars().all(|letter| letter.is_ascii_lowercase() || "._".contains(letter));
    let spans = code(&page.text).into_iter().filter(is_name);
    let unknown = spans.filter(|span| {
        let schema = span.split_once('.').map(|(schema, _)| schema);
        schema.is_some_and(|schema| schemas.contains(schema)) && !tables.contains(span) && !literals.contains(span)
    });
    unknown.map(|span| format!("{}: there is no {span}", page.path)).collect()
}

/// Environment variables of the house that no program reads.
fn unknown_variables(page: &Page, sources: &str) -> Vec<String> {
    let named = code(&page.text);
    let words = named.iter().flat_map(|span| span.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_'));
    let unknown = words.filter(|word| word.starts_with("MOTCUA_") && !sources.contains(*word));
    unknown.map(|word| format!("{}: nothing reads {word}", page.path)).collect()
}

/// Types that the glossary names and nobody defines.
fn unknown_types(page: &Page, sources: &str) -> Vec<String> {
    let is_type = |span: &String| span.starts_with(|first: char| first.is_ascii_uppercase()) && span.chars().all(char::is_alphabetic);
    let is_defined = |start: &str| sources.split(start).skip(1).any(|rest| !rest.starts_with(char::is_alphanumeric));
    let is_known = |name: &String| ["struct", "enum"].iter().any(|kind| is_defined(&format!("pub {kind} {name}")));
    let unknown = code(&page.text).into_iter().filter(|span| is_type(span) && !is_known(span));
    unknown.map(|name| format!("{}: there is no type {name}", page.path)).collect()
}

fn none(wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn each_page(check: impl Fn(&Page) -> Vec<String>) {
    none(pages().iter().flat_map(check));
}

fn page(path: &str, text: &str) -> Page {
    Page { path: path.to_owned(), text: text.to_owned() }
}

#[test]
fn edges_between_crates_are_those_of_the_manifests() {
    none(differences(&written_edges(&read("docs/ARCHITECTURE.md")), &real_edges(&metadata()), "the edge"));
    let manifest = |kind: Value| {
        serde_json::json!({ "packages": [{ "name": "a", "dependencies": [] },
        { "name": "b", "dependencies": [{ "name": "a", "kind": kind }, { "name": "serde", "kind": null }] }] })
    };
    assert_eq!(differences(&written_edges("```edges\nb -> a\n```"), &real_edges(&manifest(Value::Null)), "edge").len(), 0);
    assert_eq!(differences(&written_edges("```edges\nb -> a\n```"), &real_edges(&manifest("dev".into())), "edge").len(), 1);
    assert_eq!(differences(&written_edges("no block"), &real_edges(&manifest(Value::Null)), "edge").len(), 1);
}

#[test]
fn links_lead_somewhere() {
    each_page(|page| dead_links(page, &|path| root().join(path).exists()));
    let text = "[there](../a.md#part), [web](https://x.y/z), [here](#part), [gone](b.md)\n```\n[code](c.md)\n```";
    assert_eq!(dead_links(&page("docs/x.md", text), &|path| path == Path::new("docs/../a.md")).len(), 1);
}

#[test]
fn paths_name_files() {
    each_page(|page| dead_paths(page, &|path| root().join(path).exists()));
    let text = "`docs/a.md`, `docs/{a,b}.md`, `docs/*.md`, `src/a.rs`, `other/c`\n```\nscripts/gone --fast\n```";
    let exists = |path: &Path| [Path::new("docs/a.md"), Path::new("crates/web/src/a.rs")].contains(&path);
    assert_eq!(dead_paths(&page("docs/x.md", text), &exists).len(), 2);
    assert_eq!(dead_paths(&page("crates/db/README.md", text), &exists).len(), 3);
}

#[test]
fn every_crate_introduces_itself() {
    let without = |exists: &dyn Fn(&str) -> bool| -> Vec<String> {
        let folders = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        folders.map(|name| format!("crates/{name}/README.md")).filter(|readme| !exists(readme)).collect()
    };
    none(without(&|readme| root().join(readme).exists()));
    assert_eq!(without(&|readme| readme != "crates/db/README.md"), ["crates/db/README.md"]);
}

#[test]
fn every_library_has_its_reason() {
    let npm = NPM.map(|path| serde_json::from_str(&read(path)).unwrap());
    let real = real_libraries(&read("Cargo.toml"), &metadata(), &npm);
    none(differences(&written_libraries(&read(LIBRARIES)), &real, "the library"));
    let manifest = "[workspace.dependencies]\nhouse = { path = \"x\" }\na = \"1\"\n\n[workspace.lints]\nb = \"1\"\n";
    let metadata = serde_json::json!({ "packages": [{ "dependencies": [{ "name": "c" }, { "name": "house", "path": "x" }] }] });
    let real = real_libraries(manifest, &metadata, &[serde_json::json!({ "devDependencies": { "@d/e": "1" } })]);
    assert_eq!(real.iter().collect::<Vec<_>>(), ["@d/e", "a", "c"]);
    assert_eq!(differences(&written_libraries("| `a`, `c` | why |\n| `z` | why |"), &real, "library").len(), 2);
}

#[test]
fn commands_exist() {
    let known = real_commands();
    assert!(known["journal"].contains("verify"), "{known:?}");
    each_page(|page| unknown_commands(page, &known));
    let text =
        "`motcua --help`, `motcua pack check data/vn`, `motcua pack paint`, `motcua fly`\n```\necho x | motcua deadline --jsonl\n```";
    assert_eq!(unknown_commands(&page("README.md", text), &known).len(), 2);
}

#[test]
fn routes_tables_variables_and_types_exist() {
    let sources = sources();
    let (literals, migrations) = (literals(&sources), files("migrations").iter().map(|path| read(path)).collect::<String>());
    let known = routes(&sources);
    each_page(|page| unknown_routes(page, &known));
    each_page(|page| unknown_tables(page, &migrations, &literals));
    each_page(|page| unknown_variables(page, &sources));
    none(unknown_types(&page("docs/glossary.md", &read("docs/glossary.md")), &sources));
    let addresses = page("README.md", "`/health/live`, `GET /api/v1/dossiers/{id}`, `/api/v1`, `/health/well`, `/var/lib/motcua`");
    assert_eq!(unknown_routes(&addresses, &known), ["README.md: nothing answers /health/well"]);
    let tables = page("README.md", "`dossier.task`, `dossier.received`, `dossier.dream`, `other.dream`");
    assert_eq!(unknown_tables(&tables, &migrations, &literals), ["README.md: there is no dossier.dream"]);
    assert_eq!(unknown_variables(&page("README.md", "`MOTCUA_A=1`, `MOTCUA_B`"), "env = MOTCUA_A").len(), 1);
    assert_eq!(unknown_types(&page("README.md", "`Dossier`, `Dream`, `H49`, `new`"), "pub struct Dossier<'a> {").len(), 1);
}
