//! Argon2id, away from the async threads and never while a transaction is open.

use std::fmt;
use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use kernel::clock::Entropy;
use tokio::sync::Semaphore;

/// Memory per hash in KiB: the OWASP recommendation for argon2id (19 MiB, 2 passes, 1 lane).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes computed at the same time. Bounds memory to 2 × 19 MiB however many people sign in at once.
const AT_ONCE: usize = 2;
const SALT_BYTES: usize = 16;

/// Hashing failed for a reason that has nothing to do with the password.
#[derive(Debug, thiserror::Error)]
pub enum HashingError {
    /// Argon2 refused its parameters or a stored hash cannot be read.
    #[error("argon2: {0}")]
    Argon2(String),
    /// The worker ended before it answered.
    #[error("the hashing worker ended early: {0}")]
    Worker(String),
}

/// Computes and checks password hashes.
#[derive(Clone)]
pub(crate) struct Hasher {
    permits: Arc<Semaphore>,
    /// Checked when there is no account, so that the answer takes as long as if there were one.
    nobody: Arc<str>,
}

impl fmt::Debug for Hasher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Hasher")
    }
}

impl Hasher {
    /// Makes a hasher; computes one hash, of a random password that nobody knows.
    ///
    /// # Errors
    /// [`HashingError`] when argon2 cannot work on this machine.
    pub(crate) async fn new(entropy: &dyn Entropy) -> Result<Self, HashingError> {
        let mut unknown = [0; 32];
        entropy.fill(&mut unknown);
        let permits = Arc::new(Semaphore::new(AT_ONCE));
        let blank = Self { permits: Arc::clone(&permits), nobody: Arc::from("") };
        let nobody = blank.hash(&hex::encode(unknown), entropy).await?;
        Ok(Self { permits, nobody: Arc::from(nobody) })
    }

    /// The hash of `password` in PHC notation.
    ///
    /// # Errors
    /// [`HashingError`] when argon2 fails.
    pub(crate) async fn hash(&self, password: &str, entropy: &dyn Entropy) -> Result<String, HashingError> {
        let mut salt = [0; SALT_BYTES];
        entropy.fill(&mut salt);
        let password = password.to_owned();
        self.work(move || {
            let hashed: Result<PasswordHash, _> = argon2()?.hash_password_with_salt(password.as_bytes(), &salt);
            hashed.map(|hash| hash.to_string()).map_err(argon2_failed)
        })
        .await
    }

    /// Is `password` the one behind `stored`? Without a stored hash the answer is no, after the same work.
    ///
    /// # Errors
    /// [`HashingError`] when argon2 fails or the stored hash cannot be read.
    pub(crate) async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool, HashingError> {
        let (password, exists) = (password.to_owned(), stored.is_some());
        let stored = stored.unwrap_or(&self.nobody).to_owned();
        self.work(move || {
            let hash = PasswordHash::new(&stored).map_err(argon2_failed)?;
            let matches = argon2()?.verify_password(password.as_bytes(), &hash).is_ok();
            Ok(matches && exists)
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, job: impl FnOnce() -> Result<T, HashingError> + Send + 'static) -> Result<T, HashingError> {
        let _permit = self.permits.acquire().await.map_err(|error| HashingError::Worker(error.to_string()))?;
        tokio::task::spawn_blocking(job).await.map_err(|error| HashingError::Worker(error.to_string()))?
    }
}

fn argon2() -> Result<Argon2<'static>, HashingError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(argon2_failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn argon2_failed(error: impl fmt::Display) -> HashingError {
    HashingError::Argon2(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::clock::SeededEntropy;

    #[tokio::test]
    async fn the_right_password_and_only_that_matches() {
        let entropy = SeededEntropy::new(1);
        let hasher = Hasher::new(&entropy).await.unwrap();
        let stored = hasher.hash("bốn từ dễ nhớ", &entropy).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(hasher.verify("bốn từ dễ nhớ", Some(&stored)).await.unwrap());
        assert!(!hasher.verify("bốn từ dễ nhỡ", Some(&stored)).await.unwrap());
        assert!(!hasher.verify("bốn từ dễ nhớ", None).await.unwrap());
        assert_ne!(stored, hasher.hash("bốn từ dễ nhớ", &entropy).await.unwrap(), "every hash has its own salt");
        assert!(hasher.verify("x", Some("no hash")).await.is_err());
    }
}
