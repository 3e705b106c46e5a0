//! The identifier a person types to verify a result. It tells nothing and cannot be guessed.

use std::fmt;
use std::str::FromStr;

use kernel::clock::Entropy;

/// Crockford's digits: no I, L, O, U, so that nothing is misread or swears.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs without hyphens; 80 bits.
const LENGTH: usize = 16;

/// Sixteen signs in four groups: `7K3M-9QXA-2DVE-P0TR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicId(String);

/// A text is not an identifier of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a verification code has sixteen letters and digits")]
pub struct PublicIdError;

impl PublicId {
    /// A new identifier from random bytes.
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; LENGTH];
        entropy.fill(&mut bytes);
        Self(bytes.iter().filter_map(|byte| SIGNS.get(usize::from(byte % 32))).map(|sign| char::from(*sign)).collect())
    }

    /// Without hyphens, as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, sign) in self.0.chars().enumerate() {
            if position > 0 && position % 4 == 0 {
                formatter.write_str("-")?;
            }
            write!(formatter, "{sign}")?;
        }
        Ok(())
    }
}

impl FromStr for PublicId {
    type Err = PublicIdError;

    /// Reads what people type: any case, spaces, a whole address, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let last = text.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let signs: String = last.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '–' | '.')).map(read).collect();
        let complete = signs.len() == LENGTH && signs.bytes().all(|sign| SIGNS.contains(&sign));
        if complete { Ok(Self(signs)) } else { Err(PublicIdError) }
    }
}

fn read(sign: char) -> char {
    match sign.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use kernel::clock::SeededEntropy;

    use super::*;

    #[test]
    fn what_people_type_is_understood() {
        let expected = PublicId("7K3M9QXA2DVEP0TR".into());
        let cases = [
            "7K3M-9QXA-2DVE-P0TR",
            " 7k3m 9qxa 2dve potr ",
            "7K3M9QXA2DVEP0TR",
            "https://motcua.quangninh.example/kiem-tra/7K3M-9QXA-2DVE-P0TR/",
        ];
        for text in cases {
            assert_eq!(text.parse(), Ok(expected.clone()), "{text}");
        }
        for text in ["", "7K3M", "7K3M-9QXA-2DVE-P0TRX", "7K3M-9QXA-2DVE-P0TU", "mã kiểm tra của tôi"] {
            assert_eq!(text.parse::<PublicId>(), Err(PublicIdError), "{text}");
        }
    }

    #[test]
    fn new_identifiers_differ_and_read_back() {
        let entropy = SeededEntropy::new(3);
        let (first, second) = (PublicId::new(&entropy), PublicId::new(&entropy));
        assert_ne!(first, second);
        assert_eq!(first.to_string().parse(), Ok(first));
    }
}
