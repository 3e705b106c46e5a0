//! XML as a row of pieces: names without prefixes, texts with their references resolved.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion, escape};

/// Something that stands in a part.
pub(super) enum Piece<'a> {
    /// An element begins.
    Opens(&'a str, Attributes<'a>),
    /// Text inside the innermost open element.
    Text(&'a str),
    /// An element ends, an empty one too.
    Closes(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value under this name, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        // A name that stands twice is the writer's fault; the first counts.
        let found = attributes.with_checks(false).filter_map(Result::ok).find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }
}

/// Gives every piece of `part` to `take`, until that wants no more. Nothing when the part is not XML or `take` gave up.
pub(super) fn walk(part: &str, mut take: impl FnMut(Piece<'_>) -> Option<()>) -> Option<()> {
    let mut reader = Reader::from_str(part.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => take(Piece::Opens(element.local_name().as_ref(), Attributes(&element)))?,
            Event::End(element) => take(Piece::Closes(element.local_name().as_ref()))?,
            Event::Text(text) => take(Piece::Text(&text.xml10_content()))?,
            Event::CData(text) => take(Piece::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                if let Some(letter) = reference.resolve_char_ref().ok()? {
                    take(Piece::Text(letter.encode_utf8(&mut [0; 4])))?;
                } else if let Some(text) = escape::resolve_predefined_entity(&reference) {
                    take(Piece::Text(text))?;
                }
            }
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}
