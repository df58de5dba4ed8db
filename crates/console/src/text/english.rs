//! English.

mod access;
mod account;
mod buckets;
mod certificates;
mod credentials;
mod documents;
mod errors;
mod federation;
mod frame;
mod groups;
mod home;
mod objects;
mod permissions;
mod policies;
mod providers;
mod refusal;
mod roles;
mod security;
mod sign_in;
mod switch_role;
mod users;

use super::Texts;

pub(super) static TEXTS: Texts = Texts {
    language: "en",
    frame: frame::TEXTS,
    errors: errors::TEXTS,
    refusal: refusal::TEXTS,
    home: home::TEXTS,
    security: security::TEXTS,
    users: users::TEXTS,
    groups: groups::TEXTS,
    permissions: permissions::TEXTS,
    documents: documents::TEXTS,
    policies: policies::TEXTS,
    roles: roles::TEXTS,
    buckets: buckets::TEXTS,
    account: account::TEXTS,
    providers: providers::TEXTS,
    certificates: certificates::TEXTS,
    credentials: credentials::TEXTS,
    access: access::TEXTS,
    objects: objects::TEXTS,
    sign_in: sign_in::TEXTS,
    switch_role: switch_role::TEXTS,
    federation: federation::TEXTS,
};
