//! Progress on the error stream: a bar for people, a line now and then for logs.

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};
use kernel::pack::Progress;

/// One bar at a time, named after its stage.
#[derive(Debug, Default)]
pub(crate) struct Bar {
    current: Mutex<Option<(String, ProgressBar)>>,
}

impl Progress for Bar {
    fn report(&self, stage: &str, done: u64, total: u64) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_none_or(|(name, _)| name != stage) {
            *current = Some((stage.to_owned(), bar(stage, total)));
        }
        if let Some((_, bar)) = current.as_ref() {
            bar.set_position(done);
            if done >= total {
                bar.finish();
            }
        }
    }
}

fn bar(stage: &str, total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("motcua: {prefix:<12} {bar:30} {pos}/{len} {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_prefix(stage.to_owned()).with_style(style)
}
