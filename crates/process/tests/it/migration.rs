//! Instances move to a new version by keys, or stay.

use process::migrate::{Obstacle, dry_run};
use process::{Definition, Variables, table};

use crate::shared::Running;

fn compile(rows: &str, version: u32) -> Definition {
    let table = format!("no,key,name,unit,role,group,choice,return to\n{rows}");
    table::compile_csv(&table).unwrap_or_else(|errors| panic!("{errors:?}")).named("moving", version, "Moving")
}

const OLD: &str = "1,a,A,specialist,processing_officer,,,\n2,b,B,x1,processing_officer,g,,\n3,c,C,x2,processing_officer,g,,\n4,d,D,leader,unit_head,,,1\n";

#[test]
fn open_tasks_keep_their_keys() {
    let old = compile(OLD, 1);
    let new = compile(&format!("0,intro,Intro,specialist,processing_officer,,,\n{OLD}"), 2);
    let mut running = Running::start(&old, Variables::new().with("area", 3));
    running.complete("a", "done");
    running.complete("b", "done");
    let moved = dry_run(&old, &new, &running.instance).unwrap();
    let mut continued = Running { definition: &new, work: moved.open_work(&new), instance: moved, now: running.now };
    assert_eq!(continued.tasks(), ["c"]);
    continued.complete("c", "done");
    continued.complete("d", "done");
    assert!(continued.ended());
}

#[test]
fn what_does_not_fit_is_an_obstacle() {
    let old = compile(OLD, 1);
    let mut running = Running::start(&old, Variables::new());
    running.complete("a", "done");
    let gone = compile("1,a,A,specialist,processing_officer,,,\n2,b,B,x1,processing_officer,,,\n", 2);
    let found = dry_run(&old, &gone, &running.instance).unwrap_err();
    assert_eq!(found, [Obstacle::StepGone { key: "c".into() }]);
    let sequential = compile("1,a,A,specialist,processing_officer,,,\n2,b,B,x1,processing_officer,,,\n3,c,C,x1,processing_officer,,,\n", 2);
    let found = dry_run(&old, &sequential, &running.instance).unwrap_err();
    assert_eq!(found, [Obstacle::NotTogether { key: "b".into(), other: "c".into() }]);
    let wider = compile(&OLD.replace("4,d", "5,e,E,x3,processing_officer,g,,\n4,d"), 2);
    assert_eq!(dry_run(&old, &wider, &running.instance).unwrap_err(), [Obstacle::StateUnknown]);
    assert_eq!(dry_run(&wider, &old, &running.instance).unwrap_err(), [Obstacle::OtherDefinition]);
}
