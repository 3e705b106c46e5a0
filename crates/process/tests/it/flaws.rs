//! Drafts that must not become definitions.

use process::{Flaw, Flow, Node, NodeKind, validate};

use crate::shared::{framed, node, task, when};

fn check(nodes: Vec<Node>, flows: Vec<Flow>, expected: &Flaw) {
    let found = validate(&framed(nodes, flows)).expect_err("a flaw");
    assert!(found.contains(expected), "{expected:?} is not in {found:?}");
}

fn plain(pairs: &[(&str, &str)]) -> Vec<Flow> {
    pairs.iter().map(|(from, to)| Flow::plain(*from, *to)).collect()
}

fn gate(key: &str) -> Node {
    node(key, NodeKind::Exclusive)
}

fn fork(key: &str) -> Node {
    node(key, NodeKind::Parallel)
}

#[test]
fn names_and_references() {
    let straight = || plain(&[("start", "a"), ("a", "end")]);
    check(vec![task("a"), task("a")], straight(), &Flaw::KeyTwice { key: "a".into() });
    check(vec![task("a"), task(" ")], straight(), &Flaw::KeyMissing);
    check(vec![task("a")], plain(&[("start", "a"), ("a", "b")]), &Flaw::FlowUnknown { from: "a".into(), to: "b".into() });
    check(vec![task("a")], plain(&[("start", "a"), ("a", "end"), ("a", "end")]), &Flaw::FlowTwice { from: "a".into(), to: "end".into() });
    check(vec![task("a"), node("s", NodeKind::Start)], straight(), &Flaw::StartCount { level: "test".into(), found: 2 });
}

#[test]
fn shape() {
    check(vec![task("a"), task("b")], plain(&[("start", "a"), ("a", "end"), ("b", "end")]), &Flaw::Unreachable { node: "b".into() });
    let circle = plain(&[("start", "a"), ("a", "b"), ("b", "a")]);
    check(vec![task("a"), task("b")], circle, &Flaw::NoEnd { node: "a".into() });
    let no_default = vec![
        Flow::plain("start", "g"),
        Flow::when("g", when("x == 1"), "a"),
        Flow::when("g", when("x == 2"), "end"),
        Flow::plain("a", "end"),
    ];
    check(vec![gate("g"), task("a")], no_default, &Flaw::DefaultCount { gateway: "g".into(), found: 0 });
    let no_condition = vec![Flow::plain("start", "g"), Flow::plain("g", "a"), Flow::otherwise("g", "end"), Flow::plain("a", "end")];
    check(vec![gate("g"), task("a")], no_condition, &Flaw::ConditionMissing { from: "g".into(), to: "a".into() });
    let misplaced = vec![Flow::when("start", when("x == 1"), "a"), Flow::plain("a", "end")];
    check(vec![task("a")], misplaced, &Flaw::ConditionMisplaced { from: "start".into(), to: "a".into() });
    let endless = vec![
        Flow::plain("start", "g"),
        Flow::plain("h", "g"),
        Flow::plain("g", "h2"),
        Flow::when("h2", when("x == 1"), "h"),
        Flow::otherwise("h2", "end"),
    ];
    check(vec![gate("g"), gate("h"), gate("h2")], endless, &Flaw::EndlessLoop { node: "g".into() });
}

#[test]
fn tokens() {
    // Both branches of a split enter a task without a join.
    let pairs = [("start", "f"), ("f", "a"), ("f", "b"), ("a", "c"), ("b", "c"), ("c", "end")];
    check(vec![fork("f"), task("a"), task("b"), task("c")], plain(&pairs), &Flaw::TokensCollide { node: "c".into() });
    // A join waits for a branch that the choice did not take.
    let mut flows = plain(&[("start", "g"), ("a", "j"), ("b", "j"), ("j", "end")]);
    flows.extend([Flow::when("g", when("x == 1"), "a"), Flow::otherwise("g", "b")]);
    check(vec![gate("g"), task("a"), task("b"), fork("j")], flows, &Flaw::TokensStranded { node: "j".into() });
    // A branch jumps back out of its split.
    let mut flows = plain(&[("start", "a"), ("a", "f"), ("f", "b"), ("f", "c"), ("b", "g"), ("c", "j"), ("j", "end")]);
    flows.extend([Flow::when("g", when("x == 1"), "a"), Flow::otherwise("g", "j")]);
    let found = validate(&framed(vec![task("a"), fork("f"), task("b"), task("c"), gate("g"), fork("j")], flows));
    assert!(matches!(found.as_ref().map_err(Vec::as_slice), Err([Flaw::TokensCollide { .. }])), "{found:?}");
}
