//! What pages say, by language. Templates hold no prose.
//!
//! Each group of pages has a struct of texts here and its values in a module of each language:
//! another language is another folder beside `english`, and the compiler names what it lacks. `{}`
//! in a text stands for something that [`fill`] puts there.

mod access;
mod account;
mod buckets;
mod certificates;
mod credentials;
mod documents;
mod english;
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

use http::HeaderMap;

pub(crate) use self::{
    access::AccessTexts, account::AccountTexts, buckets::BucketsTexts,
    certificates::CertificatesTexts, credentials::CredentialsTexts, documents::DocumentsTexts,
    errors::ErrorTexts, federation::FederationTexts, frame::FrameTexts, groups::GroupsTexts,
    home::HomeTexts, objects::ObjectsTexts, permissions::PermissionsTexts, policies::PoliciesTexts,
    providers::ProvidersTexts, refusal::RefusalTexts, roles::RolesTexts, security::SecurityTexts,
    sign_in::SignInTexts, switch_role::SwitchRoleTexts, users::UsersTexts,
};

/// All texts of a language.
pub(crate) struct Texts {
    /// The language, as HTML names it.
    pub(crate) language: &'static str,
    pub(crate) frame: FrameTexts,
    pub(crate) errors: ErrorTexts,
    pub(crate) refusal: RefusalTexts,
    pub(crate) home: HomeTexts,
    pub(crate) security: SecurityTexts,
    pub(crate) users: UsersTexts,
    pub(crate) groups: GroupsTexts,
    pub(crate) permissions: PermissionsTexts,
    pub(crate) documents: DocumentsTexts,
    pub(crate) policies: PoliciesTexts,
    pub(crate) roles: RolesTexts,
    pub(crate) buckets: BucketsTexts,
    pub(crate) account: AccountTexts,
    pub(crate) providers: ProvidersTexts,
    pub(crate) certificates: CertificatesTexts,
    pub(crate) credentials: CredentialsTexts,
    pub(crate) access: AccessTexts,
    pub(crate) objects: ObjectsTexts,
    pub(crate) sign_in: SignInTexts,
    pub(crate) switch_role: SwitchRoleTexts,
    pub(crate) federation: FederationTexts,
}

/// Codes and texts of what was done. A `{}` stands for what it was done to.
pub(crate) type Flashes = &'static [(&'static str, &'static str)];

impl Texts {
    /// What was done, by code, of all pages.
    pub(crate) fn flashes(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let all: [Flashes; 14] = [
            self.security.flashes,
            self.users.flashes,
            self.groups.flashes,
            self.permissions.flashes,
            self.policies.flashes,
            self.roles.flashes,
            self.buckets.flashes,
            self.objects.flashes,
            self.account.flashes,
            self.providers.flashes,
            self.certificates.flashes,
            self.credentials.flashes,
            self.sign_in.flashes,
            self.switch_role.flashes,
        ];
        all.into_iter().flatten().copied()
    }
}

/// The texts in the language that a browser prefers, of those that there are.
pub(crate) fn chosen(_headers: &HeaderMap) -> &'static Texts {
    &english::TEXTS
}

/// A text with each `{}` replaced by the next value.
pub(crate) fn fill<T: AsRef<str>>(text: &str, values: impl IntoIterator<Item = T>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut values = values.into_iter();
    let mut parts = text.split("{}");
    filled.extend(parts.next());
    for part in parts {
        match values.next() {
            Some(value) => filled.push_str(value.as_ref()),
            None => filled.push_str("{}"),
        }
        filled.push_str(part);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_they_belong() {
        assert_eq!(fill("{} of {}", ["1", "{}"]), "1 of {}");
        assert_eq!(fill("none", ["1"]), "none");
        assert_eq!(fill::<&str>("{}", []), "{}");
    }

    #[test]
    fn each_flash_has_one_text() {
        let mut codes: Vec<_> = english::TEXTS.flashes().map(|(code, _)| code).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }
}
