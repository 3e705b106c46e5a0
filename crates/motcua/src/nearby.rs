//! The counters on the home page: those near the visitor, as they are now.

use kernel::text::fold;
use organisation::{Directory, Office, Tier};
use queue::usecases::look;
use web::home::{NearbyCounter, NearbyLine};
use web::{Choice, Language};

use crate::node::Node;

/// The chosen commune's centre and the province's, each as it is now. Without a choice the province's alone: distances are not in the pack, and
/// none is guessed.
pub(crate) async fn counters(node: &Node, language: Language, unit: &str) -> anyhow::Result<Vec<NearbyCounter>> {
    let directory = node.organisation.directory();
    let chosen = directory.one_stop_offices().find(|office| office.unit == unit && office.level() == Tier::Commune);
    let of_province = directory.one_stop_offices().filter(|office| office.level() == Tier::Province);
    let mut counters = Vec::new();
    for office in chosen.into_iter().chain(of_province) {
        counters.push(counter(node, language, office).await?);
    }
    Ok(counters)
}

async fn counter(node: &Node, language: Language, office: &Office) -> anyhow::Result<NearbyCounter> {
    let line = look::line(&node.queue, office.clone()).await?;
    let waiting = i64::try_from(line.waiting()).unwrap_or(i64::MAX);
    Ok(NearbyCounter {
        name: if language == Language::Vi { office.name.clone() } else { office.name_en.clone() },
        address: office.address.clone().unwrap_or_default(),
        open_until: look::open_until(&node.queue, office),
        code: office.code.to_string(),
        line: line.has_windows().then(|| NearbyLine { waiting, minutes: line.about() }),
    })
}

/// The communes to choose from, by name.
pub(crate) fn units(node: &Node, language: Language, chosen: &str) -> Vec<Choice> {
    let directory = node.organisation.directory();
    let communes = directory.one_stop_offices().filter(|office| office.level() == Tier::Commune);
    let mut units: Vec<Choice> = communes.filter_map(|office| unit(&directory, office, language, chosen)).collect();
    units.sort_by_key(|unit| fold(&unit.label));
    let none = Choice::new("", web::t(language, "web-home-counters-choose"), chosen.is_empty());
    std::iter::once(none).chain(units).collect()
}

fn unit(directory: &Directory, office: &Office, language: Language, chosen: &str) -> Option<Choice> {
    let area = directory.area(&office.unit)?;
    let name = if language == Language::Vi { &area.full_name } else { &area.name_en };
    Some(Choice::new(&office.unit, name, office.unit == chosen))
}
