//! S3 as its callers know it: every operation through `Guard::perform`, over stores in memory, with a
//! clock that stands still and chance that repeats itself.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that panics is a test that fails"
)]

mod bucket_permissions;
mod bucket_policies;
mod bucket_settings;
mod buckets;
mod copying;
mod deleting;
mod kept_settings;
mod lifecycle;
mod listing;
mod multipart_checksums;
mod multipart_copies;
mod multipart_listings;
mod multipart_permissions;
mod multipart_uploads;
mod object_acls;
mod object_tags;
mod objects;
mod reading;
mod uploads;
mod versions;
mod world;
mod writing;
