//! The pages, each with its handlers.

mod access;
pub(crate) mod account;
pub(crate) mod buckets;
pub(crate) mod deletion;
pub(crate) mod group;
pub(crate) mod groups;
pub(crate) mod holder;
pub(crate) mod home;
pub(crate) mod key_lines;
pub(crate) mod listing;
pub(crate) mod names;
pub(crate) mod objects;
pub(crate) mod parts;
pub(crate) mod permissions;
pub(crate) mod policies;
pub(crate) mod policy;
pub(crate) mod policy_document;
pub(crate) mod removal;
pub(crate) mod role;
pub(crate) mod roles;
pub(crate) mod security;
pub(crate) mod steps;
pub(crate) mod tag_fields;
pub(crate) mod tags;
pub(crate) mod user;
pub(crate) mod users;
