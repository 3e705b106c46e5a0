//! Processes in the words of the pages: the drawing, times, flaws, obstacles.

use ::web::{Language, format, t, t_with};
use process::migrate::Obstacle;
use process::svg::{Wording, draw_with};
use process::{Definition, WorkTime};

/// The drawing with lanes and outcomes in the language of the page.
pub(super) fn drawing(definition: &Definition, language: Language) -> String {
    let known = |key: &&str| ["one_stop", "specialist", "leader"].contains(key);
    let lane = |key: &str| Some(key).filter(known).map(|key| t(language, &format!("dossier-lane-{}", key.replace('_', "-"))));
    let title = t(language, "process-drawing");
    draw_with(definition, None, &Wording { title: Some(&title), lane: Some(&lane), outcome: None, states: None })
}

/// "6 ngày 4 giờ làm việc" in the shortest form: hours, and days of eight hours beside.
pub(super) fn time(time: WorkTime, language: Language) -> String {
    let hours = format::decimal_text(language, &rounded(time.hours()));
    let days = format::decimal_text(language, &rounded(time.hours() / 8.0));
    t_with(language, "process-duration", &[("hours", hours.into()), ("days", days.into())])
}

fn rounded(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Why a dossier could not be moved.
pub(super) fn obstacle(obstacle: &Obstacle, language: Language) -> String {
    let say =
        |key: &str, step: &str, other: &str| t_with(language, key, &[("step", step.to_owned().into()), ("other", other.to_owned().into())]);
    match obstacle {
        Obstacle::OtherDefinition | Obstacle::StateUnknown => t(language, "process-obstacle-state"),
        Obstacle::StepGone { key } => say("process-obstacle-gone", key, ""),
        Obstacle::StepChanged { key } => say("process-obstacle-kind", key, ""),
        Obstacle::NotTogether { key, other } => say("process-obstacle-together", key, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_days_and_hours() {
        assert_eq!(time(WorkTime::from_minutes(20 * 60), Language::Vi), "2,5 ngày (20 giờ)");
        assert!(!time(WorkTime::from_minutes(100), Language::En).is_empty());
    }
}
