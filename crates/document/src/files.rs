//! The store of file contents: objects named by their SHA-256, written whole or not at all.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use db::Context;
use futures::{Stream, StreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{MultipartUpload, ObjectStoreExt, PutPayload};
use sha2::{Digest as _, Sha256};

use crate::error::{FilesError, StoreError, StoreRefusal};
use crate::model::Digest;
use crate::sniff::{Recognised, SniffError, recognise};

/// The accepted size if the operator says nothing: 20 MB.
pub const DEFAULT_LIMIT: u64 = 20 * 1024 * 1024;

/// The store of a node. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    objects: Arc<LocalFileSystem>,
    root: PathBuf,
    limit: u64,
}

/// A file whose bytes are durable in the store but which is no document yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// SHA-256 of the content.
    pub sha256: Digest,
    /// Bytes.
    pub size: u64,
    /// What the content is.
    pub recognised: Recognised,
    /// Key of the object.
    pub storage_key: String,
}

impl Files {
    /// Opens the store in `root`, usually `<data>/files`, making the folder when it is missing.
    ///
    /// # Errors
    /// [`FilesError`] when the folder cannot be made or read.
    pub fn open(root: &Path, limit: u64) -> Result<Self, FilesError> {
        std::fs::create_dir_all(root)?;
        // Keys are taken from paths; a link in the middle would change them.
        let root = root.canonicalize()?;
        let objects = LocalFileSystem::new_with_prefix(&root)?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), root, limit })
    }

    /// Most bytes of one file.
    #[must_use]
    pub const fn limit(&self) -> u64 {
        self.limit
    }

    /// Takes in a file piece by piece: hashed while it is written, recognised when it is whole, then moved to its place by its hash.
    ///
    /// Memory does not grow with the file. Nothing is left behind by a refusal; a crash may leave a piece under `incoming/`.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for size, content or a broken connection; [`StoreError::Files`] when the disk fails.
    pub async fn receive<S, E>(&self, ctx: &Context, file_name: &str, pieces: S) -> Result<Received, StoreError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Send,
    {
        let name = kernel::id::uuid_v7(&*ctx.clock, &*ctx.entropy);
        let incoming = Key::from(format!("incoming/{name}"));
        let mut upload = self.objects.put_multipart(&incoming).await.map_err(FilesError::from)?;
        let (sha256, size) = match self.write(upload.as_mut(), pieces).await {
            Ok(written) => written,
            Err(error) => {
                upload.abort().await.map_err(FilesError::from)?;
                return Err(error);
            }
        };
        upload.complete().await.map_err(FilesError::from)?;
        let recognised = match self.recognise(&incoming, file_name).await {
            Ok(recognised) => recognised,
            Err(error) => {
                self.objects.delete(&incoming).await.map_err(FilesError::from)?;
                return Err(error);
            }
        };
        let storage_key = storage_key(sha256);
        self.objects.rename(&incoming, &Key::from(storage_key.as_str())).await.map_err(FilesError::from)?;
        Ok(Received { sha256, size, recognised, storage_key })
    }

    async fn write<S, E>(&self, upload: &mut dyn MultipartUpload, pieces: S) -> Result<(Digest, u64), StoreError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Send,
    {
        let mut pieces = std::pin::pin!(pieces);
        let (mut hash, mut size) = (Sha256::new(), 0_u64);
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|_| StoreRefusal::Interrupted)?;
            size = size.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
            if size > self.limit {
                return Err(StoreRefusal::TooLarge { limit: self.limit }.into());
            }
            hash.update(&piece);
            upload.put_part(PutPayload::from_bytes(piece)).await.map_err(FilesError::from)?;
        }
        Ok((Digest(hash.finalize().into()), size))
    }

    /// Looks into the file on a thread where reading may block.
    async fn recognise(&self, key: &Key, file_name: &str) -> Result<Recognised, StoreError> {
        let (path, file_name) = (self.root.join(key.as_ref()), file_name.to_owned());
        let looked = tokio::task::spawn_blocking(move || recognise(std::fs::File::open(path)?, &file_name));
        match looked.await.map_err(std::io::Error::other)? {
            Ok(recognised) => Ok(recognised),
            Err(SniffError::Refused(refusal)) => Err(refusal.into()),
            Err(SniffError::Read(error)) => Err(error.into()),
        }
    }

    /// The content of an object, piece by piece.
    ///
    /// # Errors
    /// [`FilesError`] when the object is gone or the disk fails.
    pub async fn content(
        &self,
        storage_key: &str,
    ) -> Result<impl Stream<Item = Result<Bytes, object_store::Error>> + Send + use<>, FilesError> {
        Ok(self.objects.get(&Key::from(storage_key)).await?.into_stream())
    }
}

/// Where content with this hash stands: two levels of folders keep each small.
fn storage_key(sha256: Digest) -> String {
    let name = sha256.to_string();
    let (first, second) = (name.get(..2).unwrap_or_default(), name.get(2..4).unwrap_or_default());
    format!("sha256/{first}/{second}/{name}")
}
