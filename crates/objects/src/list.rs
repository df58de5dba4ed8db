//! Listings: pages of what a bucket holds, in the order of the bytes of the keys.
//!
//! ```text
//! walk: records of the index from `after` on, at most so many looked at
//!  ├─ its key goes on behind the prefix with a delimiter ─▶ one common prefix; seek behind all of it
//!  └─ else ─▶ an item
//! ```

mod objects;
mod uploads;
mod versions;
mod walk;

pub use self::{
    objects::{ListRequest, ListedObject, ObjectListing},
    uploads::{UploadListRequest, UploadListing, UploadMarker},
    versions::{ListedVersion, VersionListRequest, VersionListing, VersionMarker},
};
