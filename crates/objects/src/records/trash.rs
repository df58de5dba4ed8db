//! What is to be removed.

use serde::{Deserialize, Serialize};

use super::{ManifestId, UploadId, record};
use crate::{BlobPlace, Epoch};

/// Something that nothing refers to any more. Work on it can be done again from the start, so
/// nothing notes how far it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TrashRecord {
    /// Files that no record names.
    Files(Vec<BlobPlace>),
    /// The manifest of an object that is gone, with the blobs of its parts.
    Parts { id: ManifestId, chunks: u16 },
    /// Records of a manifest that an upload was to be completed with. If it was, this is not here
    /// any more. In its own epoch the completion may still be at work.
    Draft {
        id: ManifestId,
        chunks: u16,
        epoch: Epoch,
    },
    /// The parts of an upload that was aborted, or completed with this manifest: then those stay
    /// that the manifest names.
    Upload {
        id: UploadId,
        manifest: Option<(ManifestId, u16)>,
    },
}

record!(TrashRecord, "an entry of the trash");
