//! Buckets: the list, new ones, and their properties.

mod ask;
mod create;
mod delete;
mod list;
mod policy;
mod properties;
mod regions;
mod settings;

use iamd_auth::{Audit, ConsolePorts};

pub(super) use self::properties::{Links, arn};
use crate::routes::Routes;

/// The list of all buckets.
pub(super) const BUCKETS: &str = "/buckets";

/// The form for a new bucket. It does not stand among the buckets, one of which may be called `new`.
const NEW_BUCKET: &str = "/new-bucket";

/// The pages of buckets.
pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(BUCKETS, list::show)
        .get(NEW_BUCKET, create::show)
        .post(NEW_BUCKET, create::create)
        .get("/buckets/{bucket}/properties", properties::show)
        .post("/buckets/{bucket}/versioning", settings::set_versioning)
        .post(
            "/buckets/{bucket}/public-access",
            settings::block_public_access,
        )
        .get("/buckets/{bucket}/policy", policy::show)
        .post("/buckets/{bucket}/policy", policy::save)
        .get("/buckets/{bucket}/policy/delete", policy::ask_to_delete)
        .post("/buckets/{bucket}/policy/delete", policy::delete)
        .get("/buckets/{bucket}/delete", delete::ask)
        .post("/buckets/{bucket}/delete", delete::delete)
}
