//! Inputs of the pages, as they were sent.

/// What a page sent, in order; a name may stand several times.
#[derive(Debug, Clone, Default)]
pub(super) struct Inputs(Vec<(String, String)>);

impl Inputs {
    pub(super) const fn of(sent: Vec<(String, String)>) -> Self {
        Self(sent)
    }

    /// The text of an input in NFC and without spaces around it; empty when it was not sent.
    pub(super) fn text(&self, name: &str) -> String {
        let found = self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
        kernel::text::nfc(&found.trim().replace("\r\n", "\n"))
    }

    /// A text in three languages: `label.vi`, `label.en`, `label.th`.
    pub(super) fn three(&self, name: &str) -> [String; 3] {
        ["vi", "en", "th"].map(|language| self.text(&format!("{name}.{language}")))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Every value of a name.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// The revision the page was drawn with.
    pub(super) fn revision(&self) -> i32 {
        self.text("revision").parse().unwrap_or(0)
    }
}
