//! The three languages and their message files (`locales/{vi,en,th}/<crate>.ftl`, Fluent syntax, embedded in the program).

use std::borrow::Cow;
use std::str::FromStr;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::concurrent::FluentBundle;
use fluent_templates::fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use crate::format;

#[derive(rust_embed::Embed)]
#[folder = "locales"]
struct Messages;

type Bundle = FluentBundle<FluentResource>;

/// A language the pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Vietnamese, the language of the law and the default.
    #[default]
    Vi,
    /// English.
    En,
    /// Thai.
    Th,
}

/// A language code that is none of `vi`, `en`, `th`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such language")]
pub struct UnknownLanguage;

impl Language {
    /// Every language, in the order in which the switch shows them.
    pub const ALL: [Self; 3] = [Self::Vi, Self::En, Self::Th];

    /// The code used in addresses, cookies and the `lang` attribute.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
            Self::Th => "th",
        }
    }

    /// The name of the language in that language itself, as the switch shows it.
    #[must_use]
    pub fn own_name(self) -> String {
        t(self, "web-language-own-name")
    }

    const fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Vi => langid!("vi"),
            Self::En => langid!("en"),
            Self::Th => langid!("th"),
        }
    }

    fn bundle(self) -> &'static Bundle {
        match self {
            Self::Vi => &VIETNAMESE,
            Self::En => &ENGLISH,
            Self::Th => &THAI,
        }
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a code as browsers send it: `vi`, `vi-VN`, `EN-us`.
    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        let primary = text.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary)).ok_or(UnknownLanguage)
    }
}

static VIETNAMESE: LazyLock<Bundle> = LazyLock::new(|| {
    let mut bundle = load(Language::Vi);
    bundle.set_formatter(Some(|value, _| number_text(Language::Vi, value)));
    bundle
});
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| {
    let mut bundle = load(Language::En);
    bundle.set_formatter(Some(|value, _| number_text(Language::En, value)));
    bundle
});
static THAI: LazyLock<Bundle> = LazyLock::new(|| {
    let mut bundle = load(Language::Th);
    bundle.set_formatter(Some(|value, _| number_text(Language::Th, value)));
    bundle
});

fn load(language: Language) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language.identifier()]);
    bundle.set_use_isolating(false);
    let folder = format!("{}/", language.code());
    for path in Messages::iter().filter(|path| path.starts_with(&folder)) {
        let Some(file) = Messages::get(&path) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        // A broken line costs its own message only; the test of message files names it before it can be released.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            tracing::error!(path = %path, ?errors, "message file has broken entries");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(path = %path, ?errors, "message file repeats keys of another file");
        }
    }
    bundle
}

/// Whole numbers inside messages are grouped as the language groups them.
fn number_text(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            number.as_string().parse().ok().map(|whole| format::number(language, whole))
        }
        FluentValue::Number(number) => Some(format::decimal_text(language, &number.as_string())),
        _ => None,
    }
}

/// A value put into a message: a text, or a number that may choose the plural form.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Put in as it is.
    Text(String),
    /// Grouped as the language groups it, and available to plural rules.
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&&str> for Value {
    fn from(text: &&str) -> Self {
        Self::Text((*text).to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&&String> for Value {
    fn from(text: &&String) -> Self {
        Self::Text((*text).clone())
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

macro_rules! value_from_number {
    ($($number:ty),*) => { $(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                i64::try_from(number).map_or_else(|_| Self::Text(number.to_string()), Self::Number)
            }
        }
        impl From<&$number> for Value {
            fn from(number: &$number) -> Self {
                Self::from(*number)
            }
        }
    )* };
}
value_from_number!(i16, i32, i64, u8, u16, u32, u64, usize);

impl From<&Value> for FluentValue<'static> {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => FluentValue::from(text.clone()),
            Value::Number(number) => FluentValue::from(*number),
        }
    }
}

/// The message `key` in `language`. A key that is missing falls back to Vietnamese, then to the key itself, and is reported in the log.
#[must_use]
pub fn t(language: Language, key: &str) -> String {
    t_with(language, key, &[])
}

/// The message `key` in `language` with its placeables filled from `arguments`.
#[must_use]
pub fn t_with(language: Language, key: &str, arguments: &[(&str, Value)]) -> String {
    message(language, key, arguments).or_else(|| message(Language::Vi, key, arguments)).unwrap_or_else(|| {
        tracing::error!(key, language = language.code(), "message key is missing");
        key.to_owned()
    })
}

/// Whether `language` itself has the message `key`.
#[must_use]
pub fn has(language: Language, key: &str) -> bool {
    language.bundle().get_message(key).is_some_and(|found| found.value().is_some())
}

fn message(language: Language, key: &str, arguments: &[(&str, Value)]) -> Option<String> {
    let bundle = language.bundle();
    let pattern = bundle.get_message(key)?.value()?;
    let mut filled = FluentArgs::new();
    for (name, value) in arguments {
        filled.set((*name).to_owned(), FluentValue::from(value));
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&filled), &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::error!(key, language = language.code(), ?errors, "message could not be filled");
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_browsers_send_them() {
        for (text, expected) in [
            ("vi", Ok(Language::Vi)),
            ("EN-us", Ok(Language::En)),
            (" th_TH", Ok(Language::Th)),
            ("fr", Err(UnknownLanguage)),
            ("", Err(UnknownLanguage)),
        ] {
            assert_eq!(text.parse::<Language>(), expected, "{text}");
        }
    }

    #[test]
    fn a_missing_key_shows_itself() {
        assert_eq!(t(Language::Th, "web-there-is-no-such-key"), "web-there-is-no-such-key");
        assert!(!has(Language::Vi, "web-there-is-no-such-key"));
    }

    #[test]
    fn numbers_are_grouped_and_choose_the_plural() {
        for (language, count, expected) in [
            (Language::Vi, 1234, "Có 1.234 chỗ cần sửa"),
            (Language::En, 1, "There is 1 thing to correct"),
            (Language::En, 3, "There are 3 things to correct"),
            (Language::Th, 2, "มี 2 จุดที่ต้องแก้ไข"),
        ] {
            assert_eq!(t_with(language, "web-errors-title", &[("count", Value::from(count))]), expected);
        }
    }
}
