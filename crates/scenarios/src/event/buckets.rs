//! Events about buckets and their objects.

use serde::Serialize;

/// What happened to a bucket or an object in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum BucketEvent<'a> {
    /// A bucket was made.
    BucketCreated {
        /// Its name.
        bucket: &'a str,
    },
    /// A user put an object.
    ObjectPut {
        /// The user's name.
        user: &'a str,
        /// The bucket's name.
        bucket: &'a str,
        /// The object's key.
        key: &'a str,
    },
    /// A user got an object.
    ObjectGot {
        /// The user's name.
        user: &'a str,
        /// The bucket's name.
        bucket: &'a str,
        /// The object's key.
        key: &'a str,
        /// What is in it.
        content: &'a str,
    },
    /// A user was not allowed to delete an object, as it should be.
    DeleteRefused {
        /// The user's name.
        user: &'a str,
        /// The bucket's name.
        bucket: &'a str,
        /// The object's key.
        key: &'a str,
        /// The error code.
        code: &'a str,
    },
    /// A bucket was emptied and deleted.
    BucketDeleted {
        /// Its name.
        bucket: &'a str,
        /// How many objects were in it.
        objects: usize,
    },
}
