//! Draws a step table: `cargo run -p process --example draw -- table.csv [completed tasks as key=outcome …] > page.html`.
#![expect(clippy::print_stdout, reason = "a command writes its result")]

use chrono::{DateTime, Utc};
use process::{Event, Instance, Variables, step, svg, table};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a table")?;
    let bytes = std::fs::read(&path)?;
    let definition = table::compile_csv(&bytes).map_err(|errors| format!("{errors:#?}"))?.named("drawn", 1, path);
    let now: DateTime<Utc> = DateTime::UNIX_EPOCH;
    let variables = Variables::new()
        .with("consult", 2)
        .with("consult_1_office", "H49.15")
        .with("consult_2_office", "H49.18")
        .with("verify", true)
        .with("verify_office", "H49.20");
    let (mut instance, _) = step(&definition, &Instance::new(&definition), Event::Start { variables }, now)?;
    for argument in arguments {
        let (task, outcome) = argument.split_once('=').ok_or("key=outcome")?;
        let event = Event::TaskCompleted { task: task.into(), outcome: outcome.into(), variables: Variables::new() };
        instance = step(&definition, &instance, event, now)?.0;
    }
    println!("<!doctype html><meta charset=\"utf-8\"><body>{}", svg::draw(&definition, Some(&instance)));
    Ok(())
}
