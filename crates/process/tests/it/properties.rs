//! Random sound processes and random walks: no token is lost, every walk can end, steps repeat, effects fold to the state.

use chrono::{DateTime, TimeDelta, Utc};
use process::{
    Condition, Definition, Draft, Effect, Event, Flow, Instance, Node, NodeKind, OnFailure, OpenWork, TimerRule, Value, Variables,
    WorkTime, step,
};
use proptest::prelude::*;

use crate::shared::{framed, node, noon, task};

/// A block of a process with one way in and one way out.
#[derive(Debug, Clone)]
enum Block {
    Task,
    Wait(u8),
    Sequence(Vec<Block>),
    Choice(Vec<Block>),
    Parallel(Vec<Block>),
    Inclusive(Vec<Block>),
    /// Repeats while the last outcome is `again`.
    Loop(Box<Block>),
    Sub(Box<Block>),
}

fn blocks() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![4 => Just(Block::Task), 1 => (0u8..3).prop_map(Block::Wait)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several.clone().prop_map(Block::Sequence),
            several.clone().prop_map(Block::Choice),
            several.clone().prop_map(Block::Parallel),
            several.prop_map(Block::Inclusive),
            inner.clone().prop_map(|block| Block::Loop(Box::new(block))),
            inner.prop_map(|block| Block::Sub(Box::new(block))),
        ]
    })
}

#[derive(Default)]
struct Writer {
    count: usize,
}

/// Nodes and flows of one level.
type Level = (Vec<Node>, Vec<Flow>);

impl Writer {
    fn key(&mut self, word: &str) -> String {
        self.count += 1;
        format!("{word}_{}", self.count)
    }

    /// Writes `block`; gives the keys of its entry and exit.
    fn write(&mut self, block: &Block, level: &mut Level) -> (String, String) {
        match block {
            Block::Task => self.single(level, task),
            Block::Wait(kind) => {
                let kind = *kind;
                self.single(level, |key| node(key, wait(kind, key)))
            }
            Block::Sequence(parts) => self.sequence(parts, level),
            Block::Choice(parts) => self.split(parts, NodeKind::Exclusive, level),
            Block::Parallel(parts) => self.split(parts, NodeKind::Parallel, level),
            Block::Inclusive(parts) => self.split(parts, NodeKind::Inclusive, level),
            Block::Loop(part) => self.repeat(part, level),
            Block::Sub(part) => self.sub(part, level),
        }
    }

    fn single(&mut self, level: &mut Level, make: impl Fn(&str) -> Node) -> (String, String) {
        let key = self.key("n");
        level.0.push(make(&key));
        (key.clone(), key)
    }

    fn sequence(&mut self, parts: &[Block], level: &mut Level) -> (String, String) {
        let ends: Vec<_> = parts.iter().map(|part| self.write(part, level)).collect();
        for pair in ends.windows(2) {
            level.1.push(Flow::plain(pair[0].1.as_str(), pair[1].0.as_str()));
        }
        (ends[0].0.clone(), ends[ends.len() - 1].1.clone())
    }

    fn split(&mut self, parts: &[Block], kind: NodeKind, level: &mut Level) -> (String, String) {
        let (split, join) = (self.key("split"), self.key("join"));
        for (position, part) in parts.iter().enumerate() {
            let (entry, exit) = self.write(part, level);
            let flow = match (&kind, position) {
                (NodeKind::Parallel, _) => Flow::plain(split.as_str(), entry),
                (_, 0) => Flow::otherwise(split.as_str(), entry),
                _ => Flow::when(split.as_str(), Condition::Compare("x".into(), process::Comparison::AtLeast, number(position)), entry),
            };
            level.1.push(flow);
            level.1.push(Flow::plain(exit, join.as_str()));
        }
        level.0.push(node(&split, kind.clone()));
        level.0.push(node(&join, kind));
        (split, join)
    }

    fn repeat(&mut self, part: &Block, level: &mut Level) -> (String, String) {
        let (merge, gate, check) = (self.key("merge"), self.key("gate"), self.key("check"));
        let (entry, exit) = self.write(part, level);
        level.0.extend([node(&merge, NodeKind::Exclusive), task(&check), node(&gate, NodeKind::Exclusive)]);
        // After the gate something must wait, or two loops in a row would form a circle of gateways only when nested; a merge keeps it plain.
        let out = self.key("out");
        level.0.push(node(&out, NodeKind::Exclusive));
        let again = Condition::Equal("outcome".into(), Value::from("again"));
        level.1.extend([
            Flow::plain(merge.as_str(), entry),
            Flow::plain(exit, check.as_str()),
            Flow::plain(check.as_str(), gate.as_str()),
            Flow::when(gate.as_str(), again, merge.as_str()),
            Flow::otherwise(gate.as_str(), out.as_str()),
        ]);
        (merge, out)
    }

    fn sub(&mut self, part: &Block, level: &mut Level) -> (String, String) {
        let (start, end) = (self.key("start"), self.key("end"));
        let mut inner: Level = (vec![node(&start, NodeKind::Start), node(&end, NodeKind::End)], Vec::new());
        let (entry, exit) = self.write(part, &mut inner);
        inner.1.extend([Flow::plain(start, entry), Flow::plain(exit, end)]);
        self.single(level, |key| node(key, NodeKind::SubProcess { nodes: inner.0.clone(), flows: inner.1.clone() }))
    }
}

fn number(position: usize) -> process::Number {
    process::Number::try_from(f64::from(u32::try_from(position).unwrap())).unwrap()
}

fn wait(kind: u8, key: &str) -> NodeKind {
    match kind {
        0 => NodeKind::Timer { rule: TimerRule::After(WorkTime::from_minutes(1)) },
        1 => NodeKind::Message { message: key.into() },
        _ => NodeKind::Service { operation: key.into(), on_failure: OnFailure::Repeat },
    }
}

fn write(block: &Block) -> Draft {
    let mut level = Level::default();
    let (entry, exit) = Writer::default().write(block, &mut level);
    level.1.extend([Flow::plain("start", entry), Flow::plain(exit, "end")]);
    framed(level.0, level.1)
}

/// Every event that could come now; tasks end with `outcome`.
fn possible(work: &OpenWork, outcome: &str, variables: &Variables) -> Vec<Event> {
    let tasks =
        work.tasks.iter().map(|task| Event::TaskCompleted { task: task.clone(), outcome: outcome.into(), variables: variables.clone() });
    let services = work.services.iter().map(|service| Event::ServiceCompleted { service: service.clone(), variables: variables.clone() });
    let timers = work.timers.keys().map(|timer| Event::TimerFired { timer: timer.clone() });
    let messages = work.messages.values().map(|message| Event::MessageReceived { message: message.clone(), variables: variables.clone() });
    tasks.chain(services).chain(timers).chain(messages).collect()
}

struct Walker<'a> {
    definition: &'a Definition,
    instance: Instance,
    work: OpenWork,
    /// Every event comes a day after the one before: no timer of a test is longer.
    now: DateTime<Utc>,
}

impl Walker<'_> {
    fn take(&mut self, event: Event) -> Result<Vec<Effect>, TestCaseError> {
        self.now += TimeDelta::days(1);
        let now = self.now;
        let first = step(self.definition, &self.instance, event.clone(), now);
        prop_assert_eq!(&first, &step(self.definition, &self.instance, event, now));
        let (instance, effects) = first.map_err(|error| TestCaseError::fail(error.to_string()))?;
        effects.iter().for_each(|effect| self.work.apply(effect));
        prop_assert_eq!(&self.work, &instance.open_work(self.definition));
        let written = serde_json::to_string(&instance).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Instance>(&written).unwrap(), &instance);
        self.instance = instance;
        Ok(effects)
    }

    fn waits(&self) -> bool {
        !(self.work.tasks.is_empty() && self.work.services.is_empty() && self.work.timers.is_empty() && self.work.messages.is_empty())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn random_walks_lose_nothing_and_can_end(block in blocks(), choices in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), 0i32..4), 0..30)) {
        let draft = write(&block);
        let definition = match Definition::compile(draft.clone()) {
            Ok(definition) => definition,
            // Very wide processes are refused by design, nothing else may be.
            Err(flaws) => { prop_assert_eq!(flaws, [process::Flaw::TooManyStates]); return Ok(()); }
        };
        let written = serde_json::to_string(&definition).unwrap();
        let read: Definition = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(read.fingerprint(), definition.fingerprint());
        let mut walker = Walker { definition: &definition, instance: Instance::new(&definition), work: OpenWork::default(), now: noon() };
        walker.take(Event::Start { variables: Variables::new().with("x", 1) })?;
        for (choice, again, x) in choices {
            let events = possible(&walker.work, if again { "again" } else { "done" }, &Variables::new().with("x", x));
            if events.is_empty() {
                break;
            }
            walker.take(choice.get(&events).clone())?;
            // As long as it has not ended, something waits: no token was lost.
            prop_assert_eq!(walker.waits(), walker.work.completed.is_none());
        }
        // From wherever the walk stopped, finishing everything leads to the end.
        for _ in 0..500 {
            let Some(event) = possible(&walker.work, "done", &Variables::new()).into_iter().next() else { break };
            walker.take(event)?;
        }
        prop_assert!(walker.work.completed.is_some());
        prop_assert!(!walker.waits());
    }

    #[test]
    fn returns_and_cancelling_never_strand_a_walk(block in blocks(), choices in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..20)) {
        let Ok(definition) = Definition::compile(write(&block)) else { return Ok(()) };
        let tasks: Vec<_> = definition.tasks().iter().map(|node| node.key.clone()).collect();
        let mut walker = Walker { definition: &definition, instance: Instance::new(&definition), work: OpenWork::default(), now: noon() };
        walker.take(Event::Start { variables: Variables::new().with("x", 2) })?;
        for (choice, target) in choices {
            let open: Vec<_> = walker.work.tasks.iter().cloned().collect();
            if !open.is_empty() && !tasks.is_empty() {
                let back = Event::TaskReturned { task: choice.get(&open).clone(), to: target.get(&tasks).clone() };
                if step(&definition, &walker.instance, back.clone(), noon()).is_ok() {
                    walker.take(back)?;
                }
            }
            let events = possible(&walker.work, "done", &Variables::new());
            if events.is_empty() {
                break;
            }
            walker.take(choice.get(&events).clone())?;
        }
        if walker.work.completed.is_none() {
            let mut cancelled = Walker { definition: &definition, instance: walker.instance.clone(), work: walker.work.clone(), now: walker.now };
            cancelled.take(Event::Cancel)?;
            prop_assert!(!cancelled.waits());
        }
        for _ in 0..500 {
            let Some(event) = possible(&walker.work, "done", &Variables::new()).into_iter().next() else { break };
            walker.take(event)?;
        }
        prop_assert!(walker.work.completed.is_some());
    }

    #[test]
    fn no_text_makes_the_table_reader_panic(text in "\\PC{0,200}", cells in prop::collection::vec("[0-9a-z;|:>/={}\" ]{0,12}", 11)) {
        let header = "no;key;name;unit;role;time;next;choice;condition;group;return to";
        prop_assert!(process::table::compile_csv(&text).is_err());
        let _ = process::table::compile_csv(format!("{header}\n{}\n1;a;b;c;unit_head", cells.join(";")));
    }
}
