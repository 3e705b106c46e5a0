//! Signed checkpoints in the C2SP formats `tlog-checkpoint` and `signed-note`, and the keys that sign them.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use kernel::clock::Entropy;
use kernel::code::NodeCode;
use sha2::{Digest, Sha256};

use crate::tree::Hash;

/// The number of Ed25519 among the signature types of `signed-note`.
const ED25519: u8 = 1;

/// A key or a note that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// The file of the key could not be read or written.
    #[error("the node's key {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The text is not a key of this kind.
    #[error("not a verifier key (name+hash+key)")]
    NotAKey,
    /// The text is not a checkpoint.
    #[error("not a checkpoint note")]
    NotACheckpoint,
    /// The note is not signed with this key, or it was changed.
    #[error("the checkpoint is not signed by {0}")]
    NotSigned(String),
}

/// The node's Ed25519 key.
#[derive(Debug)]
pub struct NodeKey {
    name: String,
    key: SigningKey,
}

impl NodeKey {
    /// The key of `node` in the file `path`; makes one, readable by its owner alone, when there is none yet.
    ///
    /// # Errors
    /// [`NoteError::File`] when it can be neither read nor made, or [`NoteError::NotAKey`] when the file holds something else.
    pub fn load_or_create(path: &Path, node: &NodeCode, entropy: &dyn Entropy) -> Result<Self, NoteError> {
        let failed = |source| NoteError::File { path: path.display().to_string(), source };
        if !path.try_exists().map_err(failed)? {
            create(path, entropy).map_err(failed)?;
        }
        let text = fs::read_to_string(path).map_err(failed)?;
        let seed: [u8; 32] = hex::decode(text.trim()).ok().and_then(|seed| seed.try_into().ok()).ok_or(NoteError::NotAKey)?;
        Ok(Self { name: origin(node), key: SigningKey::from_bytes(&seed) })
    }

    /// What others check this node's checkpoints with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// A signed note about a tree of `size` leaves with `root`.
    #[must_use]
    pub fn sign(&self, size: u64, root: &Hash) -> String {
        let text = format!("{}\n{size}\n{}\n", self.name, STANDARD.encode(root));
        let mut signature = self.public().hash().to_vec();
        signature.extend(self.key.sign(text.as_bytes()).to_bytes());
        format!("{text}\n— {} {}\n", self.name, STANDARD.encode(signature))
    }
}

/// Written aside and then renamed: a crash leaves a whole key or none. Two programs never do this at once, the folder is locked.
fn create(path: &Path, entropy: &dyn Entropy) -> std::io::Result<()> {
    let mut seed = [0; 32];
    entropy.fill(&mut seed);
    let unfinished = path.with_extension("unfinished");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    writeln!(file, "{}", hex::encode(seed))?;
    file.sync_all()?;
    fs::rename(unfinished, path)
}

/// The name of a node's journal, on the first line of its checkpoints.
fn origin(node: &NodeCode) -> String {
    format!("motcua/{}/journal", node.as_str())
}

/// The public half of a node's key. As text: `name+hash+base64`, a C2SP verifier key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

impl PublicKey {
    /// First four bytes of the hash over name and key, as `signed-note` defines it.
    fn hash(&self) -> [u8; 4] {
        let digest = Sha256::new().chain_update(&self.name).chain_update([b'\n', ED25519]).chain_update(self.key.as_bytes()).finalize();
        digest.first_chunk().copied().unwrap_or_default()
    }

    /// Size and root that `note` vouches for.
    ///
    /// # Errors
    /// [`NoteError::NotACheckpoint`], or [`NoteError::NotSigned`] when no signature of this key fits.
    pub fn open(&self, note: &str) -> Result<Checkpoint, NoteError> {
        let (body, signatures) = note.split_once("\n\n").ok_or(NoteError::NotACheckpoint)?;
        let text = format!("{body}\n");
        if !signatures.lines().any(|line| self.signed(&text, line)) {
            return Err(NoteError::NotSigned(self.name.clone()));
        }
        Checkpoint::parse(body, &self.name).ok_or(NoteError::NotACheckpoint)
    }

    fn signed(&self, text: &str, line: &str) -> bool {
        let Some((name, encoded)) = line.strip_prefix("— ").and_then(|line| line.split_once(' ')) else { return false };
        let Ok(bytes) = STANDARD.decode(encoded) else { return false };
        let Some((hash, signature)) = bytes.split_first_chunk::<4>() else { return false };
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        name == self.name && *hash == self.hash() && self.key.verify_strict(text.as_bytes(), &signature).is_ok()
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut bytes = vec![ED25519];
        bytes.extend(self.key.as_bytes());
        write!(formatter, "{}+{}+{}", self.name, hex::encode(self.hash()), STANDARD.encode(bytes))
    }
}

impl FromStr for PublicKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(hash), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else { return Err(NoteError::NotAKey) };
        let bytes = STANDARD.decode(encoded).map_err(|_| NoteError::NotAKey)?;
        let Some((&ED25519, key)) = bytes.split_first() else { return Err(NoteError::NotAKey) };
        let key = key.try_into().ok().and_then(|key| VerifyingKey::from_bytes(key).ok()).ok_or(NoteError::NotAKey)?;
        let public = Self { name: name.to_owned(), key };
        if hex::encode(public.hash()) == hash { Ok(public) } else { Err(NoteError::NotAKey) }
    }
}

/// What a checkpoint says: so many leaves have this root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}

impl Checkpoint {
    fn parse(body: &str, origin: &str) -> Option<Self> {
        let mut lines = body.lines();
        if lines.next()? != origin {
            return None;
        }
        let size = lines.next()?.parse().ok()?;
        let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        Some(Self { size, root })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::clock::SeededEntropy;

    fn key(seed: u64) -> NodeKey {
        let mut bytes = [0; 32];
        SeededEntropy::new(seed).fill(&mut bytes);
        NodeKey { name: "motcua/H49/journal".into(), key: SigningKey::from_bytes(&bytes) }
    }

    #[test]
    fn a_note_has_the_form_of_the_standard_and_opens_with_its_key_only() {
        let note = key(1).sign(20, &[7; 32]);
        let lines: Vec<&str> = note.lines().collect();
        assert_eq!(lines[..4], ["motcua/H49/journal", "20", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=", ""]);
        assert!(lines[4].starts_with("— motcua/H49/journal "));
        assert_eq!(key(1).public().open(&note).unwrap(), Checkpoint { size: 20, root: [7; 32] });
        assert!(matches!(key(2).public().open(&note), Err(NoteError::NotSigned(_))));
        assert!(matches!(key(1).public().open(&note.replacen("20", "21", 1)), Err(NoteError::NotSigned(_))));
        assert!(matches!(key(1).public().open("nothing"), Err(NoteError::NotACheckpoint)));
    }

    /// The example of the signed-note specification, golang.org/x/mod/sumdb/note.
    #[test]
    fn the_verifier_key_of_the_go_documentation_is_read() {
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let public: PublicKey = text.parse().unwrap();
        assert_eq!(public.to_string(), text);
        let note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\
                    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        // The signature is genuine, and the text is no checkpoint.
        assert!(matches!(public.open(note), Err(NoteError::NotACheckpoint)));
        assert!(matches!(public.open(&note.replace("answer", "cause")), Err(NoteError::NotSigned(_))));
    }

    #[test]
    fn damaged_keys_are_refused() {
        for text in ["", "a+b", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "a+00000000+AQ=="] {
            assert!(matches!(text.parse::<PublicKey>(), Err(NoteError::NotAKey)), "{text}");
        }
    }
}
