//! What is in a bucket: folders, objects, uploads and downloads.

mod delete;
mod disposition;
mod download;
mod entries;
mod folder;
mod links;
mod list;
mod object;
mod size;
mod upload;

use iamd_auth::{Audit, ConsolePorts};

use crate::routes::Routes;

/// The pages of objects.
pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/buckets/{bucket}", list::show)
        .post("/buckets/{bucket}/folder", folder::create)
        .post("/buckets/{bucket}/upload", upload::upload)
        .get("/buckets/{bucket}/object", object::show)
        .get("/buckets/{bucket}/download", download::download)
        .post("/buckets/{bucket}/delete-objects", delete::delete)
}
