//! Secrets made of random bytes: how they look to people, what is stored of them, and the key of the node.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use kernel::clock::Entropy;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// SHA-256 of a secret: the only form in which sessions and tokens are stored.
pub(crate) fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// A random text of `N` bytes in URL-safe base64.
pub(crate) fn random_text<const N: usize>(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The key with which this node signs form tokens.
#[derive(Clone)]
pub(crate) struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key(…)")
    }
}

impl Key {
    pub(crate) const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The form token that belongs to a session or, before signing in, to a cookie.
    pub(crate) fn form_token(&self, binding: &str) -> String {
        // A 32-byte key is within what HMAC takes; an empty token, which never matches, is the safe answer to the impossible.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(b"form:");
        mac.update(binding.as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// Compares in constant time.
    pub(crate) fn matches(&self, binding: &str, token: &str) -> bool {
        let expected = self.form_token(binding);
        !expected.is_empty() && bool::from(expected.as_bytes().ct_eq(token.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::clock::SeededEntropy;

    #[test]
    fn a_form_token_belongs_to_one_binding_and_one_key() {
        let (key, other) = (Key::new([1; 32]), Key::new([2; 32]));
        let token = key.form_token("session");
        assert!(key.matches("session", &token));
        assert!(!key.matches("session2", &token));
        assert!(!other.matches("session", &token));
        assert!(!key.matches("session", ""));
    }

    #[test]
    fn random_texts_differ_and_fit_in_a_cookie() {
        let entropy = SeededEntropy::new(3);
        let (first, second) = (random_text::<32>(&entropy), random_text::<32>(&entropy));
        assert_ne!(first, second);
        assert_eq!(first.len(), 43);
        assert!(first.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
    }
}
