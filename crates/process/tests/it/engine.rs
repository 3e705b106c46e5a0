//! Tasks, gateways, timers, messages, services, sub-processes and returns.

use chrono::TimeDelta;
use process::{
    Closing, Definition, Effect, Event, Flow, Instance, NodeKind, OnFailure, StepError, TimerRule, Variables, WorkTime, step, table,
};

use crate::shared::{Running, framed, node, noon, task, when};

fn general() -> Definition {
    table::compile_csv(include_str!("../../../../data/vn/processes/general.csv")).unwrap().named("general", 1, "Chung")
}

#[test]
fn a_dossier_without_consultation_goes_from_appraisal_to_decision() {
    let definition = general();
    let mut running = Running::start(&definition, Variables::new());
    assert_eq!(running.tasks(), ["appraise"]);
    let effects = running.complete("appraise", "propose_approval");
    let Some(Effect::TaskOpened { task, lane, role, outcomes, .. }) = effects.last() else { panic!("{effects:?}") };
    assert_eq!((task.as_str(), lane.as_str(), role.as_str()), ("decide", "leader", "unit_head"));
    assert_eq!(outcomes.iter().map(|outcome| outcome.as_str()).collect::<Vec<_>>(), ["approve", "refuse", "return_to_appraisal"]);
    running.complete("decide", "approve");
    assert!(running.ended());
}

#[test]
fn consulted_offices_work_side_by_side_and_the_leader_waits_for_all() {
    let definition = general();
    let mut running = Running::start(&definition, Variables::new());
    let asked = Variables::new().with("consult", 2).with("consult_1_office", "H49.15").with("consult_2_office", "H49.18");
    let effects = running.complete_with("appraise", "propose_approval", asked);
    let lanes: Vec<&str> =
        effects.iter().filter_map(|effect| if let Effect::TaskOpened { lane, .. } = effect { Some(lane.as_str()) } else { None }).collect();
    assert_eq!(lanes, ["H49.15", "H49.18"]);
    running.complete("consult_2", "done");
    assert_eq!(running.tasks(), ["consult_1"]);
    running.complete("consult_1", "done");
    assert_eq!(running.tasks(), ["decide"]);
    running.complete("decide", "return_to_appraisal");
    running.complete_with("appraise", "propose_refusal", Variables::new().with("consult", 0));
    running.complete("decide", "refuse");
    assert!(running.ended());
}

#[test]
fn an_office_that_is_not_named_refuses_the_whole_step() {
    let definition = general();
    let mut running = Running::start(&definition, Variables::new());
    let before = running.instance.clone();
    let event = Event::TaskCompleted {
        task: "appraise".into(),
        outcome: "propose_approval".into(),
        variables: Variables::new().with("consult", 1),
    };
    let missing = StepError::VariableMissing { node: "consult_1".into(), variable: "consult_1_office".into() };
    assert_eq!(running.take(event), Err(missing));
    assert_eq!(running.instance, before);
}

#[test]
fn work_goes_back_only_to_what_was_done_and_takes_back_its_branches() {
    let definition = general();
    let mut running = Running::start(&definition, Variables::new());
    let asked = Variables::new().with("consult", 2).with("consult_1_office", "a").with("consult_2_office", "b");
    running.complete_with("appraise", "propose_approval", asked);
    let back = |task: &str, to: &str| Event::TaskReturned { task: task.into(), to: to.into() };
    assert!(running.take(back("consult_1", "decide")).is_err());
    assert!(running.take(back("consult_1", "consult_2")).is_err());
    let effects = running.take(back("consult_1", "appraise")).unwrap();
    assert!(effects.contains(&Effect::TaskClosed { task: "consult_1".into(), closing: Closing::Returned }));
    assert!(effects.contains(&Effect::TaskClosed { task: "consult_2".into(), closing: Closing::Withdrawn }));
    assert_eq!(running.tasks(), ["appraise"]);
    // One office may be asked again alone where offices are asked by choice, but not where all of them must answer together.
    assert!(definition.may_return("decide", "appraise") && definition.may_return("decide", "consult_1"));
    let workload = process::bench::Workload::new().unwrap();
    assert!(workload.definition().may_return("decide", "appraise") && !workload.definition().may_return("decide", "consult_land"));
}

#[test]
fn refusals_are_named() {
    let definition = general();
    let fresh = Instance::new(&definition);
    let done = |outcome: &str| Event::TaskCompleted { task: "appraise".into(), outcome: outcome.into(), variables: Variables::new() };
    assert_eq!(step(&definition, &fresh, done("x"), noon()), Err(StepError::NotStarted));
    let mut running = Running::start(&definition, Variables::new());
    assert!(matches!(running.take(done("x")), Err(StepError::OutcomeUnknown { .. })));
    assert_eq!(running.take(Event::Start { variables: Variables::new() }), Err(StepError::AlreadyStarted));
    let other = definition.clone().named("general", 2, "Chung");
    assert_eq!(step(&other, &running.instance, done("propose_approval"), noon()), Err(StepError::OtherDefinition));
    running.take(Event::Cancel).unwrap();
    assert_eq!(running.take(Event::Cancel), Err(StepError::Over));
    assert!(running.work.tasks.is_empty() && running.work.cancelled);
}

#[test]
fn the_supplement_loop_waits_for_its_message() {
    let definition = process::bench::Workload::new().unwrap().definition().clone();
    let mut running = Running::start(&definition, Variables::new());
    for _ in 0..2 {
        running.complete("appraise", "request_supplement");
        assert!(running.tasks().is_empty());
        running.take(Event::MessageReceived { message: "supplement".into(), variables: Variables::new() }).unwrap();
    }
    running.complete("appraise", "propose_refusal");
    running.complete("decide", "refuse");
    assert!(running.ended());
}

#[test]
fn timers_fire_when_due_and_services_repeat_until_they_succeed() {
    let wait = node("wait", NodeKind::Timer { rule: TimerRule::After(WorkTime::from_minutes(90)) });
    let ask = node("ask", NodeKind::Service { operation: "verify".into(), on_failure: OnFailure::Repeat });
    let flows = vec![Flow::plain("start", "wait"), Flow::plain("wait", "ask"), Flow::plain("ask", "end")];
    let definition = Definition::compile(framed(vec![wait, ask], flows)).unwrap();
    let mut running = Running::start(&definition, Variables::new());
    let fired = || Event::TimerFired { timer: "wait".into() };
    assert_eq!(running.take(fired()), Err(StepError::TooEarly { timer: "wait".into(), at: noon() + TimeDelta::minutes(90) }));
    running.now = noon() + TimeDelta::minutes(90);
    running.take(fired()).unwrap();
    let effects = running.take(Event::ServiceFailed { service: "ask".into() }).unwrap();
    assert_eq!(effects, [Effect::ServiceRequested { service: "ask".into(), operation: "verify".into() }]);
    running.take(Event::ServiceCompleted { service: "ask".into(), variables: Variables::new() }).unwrap();
    assert!(running.ended());
}

#[test]
fn a_timer_can_wait_for_an_instant_of_the_calendar() {
    let wait = node("wait", NodeKind::Timer { rule: TimerRule::At("due".into()) });
    let definition = Definition::compile(framed(vec![wait], vec![Flow::plain("start", "wait"), Flow::plain("wait", "end")])).unwrap();
    let running = Running::start(&definition, Variables::new().with("due", "1970-01-02T17:00:00+07:00"));
    assert_eq!(running.work.timers.values().next().map(ToString::to_string).as_deref(), Some("1970-01-02 10:00:00 UTC"));
    let event = Event::Start { variables: Variables::new().with("due", "tomorrow") };
    assert!(matches!(step(&definition, &Instance::new(&definition), event, noon()), Err(StepError::VariableMissing { .. })));
}

#[test]
fn a_failed_service_may_lead_elsewhere() {
    let ask = node("ask", NodeKind::Service { operation: "verify".into(), on_failure: OnFailure::Proceed });
    let nodes = vec![ask, node("gate", NodeKind::Exclusive), task("by_hand")];
    let flows = vec![
        Flow::plain("start", "ask"),
        Flow::plain("ask", "gate"),
        Flow::when("gate", when("outcome == \"failed\""), "by_hand"),
        Flow::otherwise("gate", "end"),
        Flow::plain("by_hand", "end"),
    ];
    let definition = Definition::compile(framed(nodes, flows)).unwrap();
    let mut running = Running::start(&definition, Variables::new());
    running.take(Event::ServiceFailed { service: "ask".into() }).unwrap();
    assert_eq!(running.tasks(), ["by_hand"]);
}

#[test]
fn a_sub_process_is_left_when_all_its_tokens_have_ended() {
    let inner_nodes = vec![node("in", NodeKind::Start), node("fork", NodeKind::Parallel), task("a"), task("b"), node("out", NodeKind::End)];
    let inner_flows = vec![
        Flow::plain("in", "fork"),
        Flow::plain("fork", "a"),
        Flow::plain("fork", "b"),
        Flow::plain("a", "out"),
        Flow::plain("b", "out"),
    ];
    let sub = node("sub", NodeKind::SubProcess { nodes: inner_nodes, flows: inner_flows });
    let flows = vec![Flow::plain("start", "sub"), Flow::plain("sub", "after"), Flow::plain("after", "end")];
    let definition = Definition::compile(framed(vec![sub, task("after")], flows)).unwrap();
    let mut running = Running::start(&definition, Variables::new());
    assert_eq!(running.tasks(), ["a", "b"]);
    running.complete("b", "done");
    assert_eq!(running.tasks(), ["a"]);
    running.complete("a", "done");
    assert_eq!(running.tasks(), ["after"]);
    running.complete("after", "done");
    assert!(running.ended());
}
