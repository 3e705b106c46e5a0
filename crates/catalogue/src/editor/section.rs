//! The record of a procedure in sections: one page each. What a page shows and reads stands in one table.

mod choices;
mod rows;
mod shown;

use ::web::{FieldErrors, Language, Sent, t};

use crate::model::Procedure;

pub(super) use shown::{Block, Control, blocks};

/// Most characters of one line, and of one long text.
const LONGEST_LINE: usize = 1_000;
const LONGEST_TEXT: usize = 60_000;
/// Most lines of a list.
const MOST_LINES: usize = 300;

/// One thing of a section. `get` finds it in a procedure.
pub(super) enum Part {
    /// One line.
    Line(&'static str, fn(&mut Procedure) -> &mut String),
    /// A long text.
    Text(&'static str, fn(&mut Procedure) -> &mut String),
    /// Lines that stand for themselves.
    List(&'static str, fn(&mut Procedure) -> &mut Vec<String>),
    /// Tiers of government.
    Levels,
    /// Who may apply.
    Subjects,
    /// What is doubtful.
    Flags,
    /// Ways of applying.
    Ways,
    /// Papers.
    Papers,
    /// Results.
    Results,
}

/// One page of the editor.
pub(super) struct Section {
    /// Its word in the address.
    pub(super) slug: &'static str,
    /// End of the message key of its title.
    pub(super) key: &'static str,
    /// What stands on it.
    pub(super) parts: &'static [Part],
}

/// Every section, in the order of the record.
pub(super) const SECTIONS: [Section; 9] = [
    Section {
        slug: "ten",
        key: "name",
        parts: &[
            Part::Line("name", |p| &mut p.name),
            Part::Line("field", |p| &mut p.field),
            Part::Line("kind", |p| &mut p.kind),
            Part::Line("agency", |p| &mut p.agency),
            Part::Line("agency-code", |p| &mut p.agency_code),
        ],
    },
    Section { slug: "ai-nop", key: "who", parts: &[Part::Levels, Part::Subjects] },
    Section { slug: "cach-nop", key: "ways", parts: &[Part::Ways] },
    Section { slug: "giay-to", key: "papers", parts: &[Part::Papers, Part::List("notes", |p| &mut p.notes)] },
    Section {
        slug: "cac-buoc",
        key: "steps",
        parts: &[Part::Text("steps", |p| &mut p.steps), Part::Text("conditions", |p| &mut p.conditions)],
    },
    Section { slug: "ket-qua", key: "results", parts: &[Part::Results] },
    Section {
        slug: "can-cu",
        key: "law",
        parts: &[
            Part::List("legal-bases", |p| &mut p.legal_bases),
            Part::Line("limit-basis", |p| &mut p.limit_basis),
            Part::Line("fee-basis", |p| &mut p.fee_basis),
            Part::List("legal-bases-doubtful", |p| &mut p.legal_bases_doubtful),
        ],
    },
    Section {
        slug: "noi-lam",
        key: "offices",
        parts: &[
            Part::Line("executing", |p| &mut p.executing_agency),
            Part::Line("competent", |p| &mut p.competent_agency),
            Part::Line("coordinating", |p| &mut p.coordinating_agency),
            Part::Text("address", |p| &mut p.receiving_address),
        ],
    },
    Section { slug: "cho-chua-ro", key: "doubts", parts: &[Part::Flags] },
];

/// The section with this word in its address.
pub(super) fn section(slug: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.slug == slug)
}

/// The section as a form would send it.
pub(super) fn typed(section: &Section, procedure: &Procedure) -> Sent {
    let mut procedure = procedure.clone();
    let mut pairs = Vec::new();
    for part in section.parts {
        match part {
            Part::Line(name, get) | Part::Text(name, get) => pairs.push(((*name).to_owned(), get(&mut procedure).clone())),
            Part::List(name, get) => pairs.push(((*name).to_owned(), get(&mut procedure).join("\n"))),
            Part::Levels => pairs.extend(procedure.levels.iter().map(|level| ("levels".to_owned(), level.code().to_owned()))),
            Part::Subjects => pairs.extend(procedure.subjects.iter().map(|one| ("subjects".to_owned(), one.code().to_owned()))),
            Part::Flags => pairs.extend(procedure.quality_flags.iter().map(|flag| ("flags".to_owned(), flag.code().to_owned()))),
            Part::Ways => pairs.extend(rows::ways_typed(&procedure.channels)),
            Part::Papers => pairs.extend(rows::papers_typed(&procedure.documents)),
            Part::Results => pairs.extend(rows::results_typed(&procedure.results)),
        }
    }
    Sent::new(pairs)
}

/// Puts what was typed into `procedure`, and says what is wrong with it; then `procedure` is not to be used.
pub(super) fn read(section: &Section, sent: &Sent, procedure: &mut Procedure, language: Language) -> FieldErrors {
    let mut errors = FieldErrors::none();
    for part in section.parts {
        match part {
            Part::Line(name, get) => *get(procedure) = text(sent, name, LONGEST_LINE, language, &mut errors),
            Part::Text(name, get) => *get(procedure) = text(sent, name, LONGEST_TEXT, language, &mut errors),
            Part::List(name, get) => {
                let lines = sent.lines(name);
                if lines.len() > MOST_LINES || lines.iter().any(|line| line.chars().count() > LONGEST_LINE) {
                    errors.add(*name, t(language, "editor-too-long"));
                }
                *get(procedure) = lines;
            }
            Part::Levels => procedure.levels = choices::levels(sent),
            Part::Subjects => procedure.subjects = choices::subjects(sent),
            Part::Flags => procedure.quality_flags = choices::flags(sent),
            Part::Ways => procedure.channels = rows::read_ways(sent, language, &mut errors),
            Part::Papers => procedure.documents = rows::read_papers(sent, language, &mut errors),
            Part::Results => procedure.results = rows::read_results(sent, language, &mut errors),
        }
    }
    errors
}

fn text(sent: &Sent, name: &str, longest: usize, language: Language, errors: &mut FieldErrors) -> String {
    let text = sent.text(name);
    if text.chars().count() > longest {
        errors.add(name, t(language, "editor-too-long"));
    }
    text.to_owned()
}

/// The part in lines of text, as the comparison of two versions shows it.
pub(super) fn in_lines(part: &Part, procedure: &Procedure, language: Language) -> Vec<String> {
    let mut procedure = procedure.clone();
    match part {
        Part::Line(_, get) | Part::Text(_, get) => get(&mut procedure).lines().map(str::to_owned).filter(|line| !line.is_empty()).collect(),
        Part::List(_, get) => get(&mut procedure).clone(),
        Part::Levels => procedure.levels.iter().map(|level| choices::level_name(*level, language)).collect(),
        Part::Subjects => procedure.subjects.iter().map(|subject| choices::subject_name(*subject, language)).collect(),
        Part::Flags => procedure.quality_flags.iter().map(|flag| choices::flag_name(*flag, language)).collect(),
        Part::Ways => procedure.channels.iter().map(|way| rows::way_in_words(way, language)).collect(),
        Part::Papers => procedure.documents.iter().map(|paper| rows::paper_in_words(paper, language)).collect(),
        Part::Results => procedure.results.iter().map(rows::result_in_words).collect(),
    }
}

/// End of the message key of the part's label: `editor-<key>`.
pub(super) const fn label(part: &Part) -> &'static str {
    match part {
        Part::Line(name, _) | Part::Text(name, _) | Part::List(name, _) => name,
        Part::Levels => "levels",
        Part::Subjects => "subjects",
        Part::Flags => "flags",
        Part::Ways => "ways",
        Part::Papers => "papers",
        Part::Results => "results",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn what_is_shown_reads_back_unchanged() {
        let procedure = sample::procedure();
        for section in &SECTIONS {
            let mut read_back = procedure.clone();
            let errors = read(section, &typed(section, &procedure), &mut read_back, Language::Vi);
            assert!(errors.is_empty(), "{}: {errors:?}", section.slug);
            assert_eq!(read_back, procedure, "{}", section.slug);
        }
    }

    #[test]
    fn hostile_texts_are_refused_or_kept_as_they_are() {
        let steps = section("cac-buoc").unwrap();
        let mut procedure = sample::procedure();
        let sent = |text: &str| Sent::new(vec![("steps".to_owned(), text.to_owned())]);
        assert_eq!(
            read(steps, &sent(&"x".repeat(LONGEST_TEXT + 1)), &mut procedure, Language::Vi).of("steps"),
            t(Language::Vi, "editor-too-long")
        );
        assert!(read(steps, &sent("<script>alert(1)</script>"), &mut procedure, Language::Vi).is_empty());
        assert_eq!(procedure.steps, "<script>alert(1)</script>");
        let who = section("ai-nop").unwrap();
        let odd = Sent::new(vec![
            ("levels".to_owned(), "moon".to_owned()),
            ("levels".to_owned(), "commune".to_owned()),
            ("levels".to_owned(), "commune".to_owned()),
        ]);
        read(who, &odd, &mut procedure, Language::Vi);
        assert_eq!(procedure.levels.len(), 1, "what stands for nothing, or stands twice, is as if it were not there");
    }
}
