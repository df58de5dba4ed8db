//! Events about the account.

use std::collections::BTreeMap;

use serde::Serialize;

/// What happened to the account, or is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum AccountEvent<'a> {
    /// The aliases that the account has now: one, or none.
    Aliases {
        /// The aliases.
        aliases: &'a [String],
    },
    /// The account got an alias.
    AliasCreated {
        /// The alias.
        alias: &'a str,
    },
    /// The account lost its alias.
    AliasDeleted {
        /// The alias.
        alias: &'a str,
    },
    /// The account got the alias back that it had before.
    AliasRestored {
        /// The alias.
        alias: &'a str,
    },
    /// How far the credential report is.
    ReportState {
        /// The state, such as `COMPLETE`.
        state: &'a str,
    },
    /// The credential report, in part.
    CredentialReport {
        /// When it was generated, in RFC 3339.
        generated_at: Option<String>,
        /// How many lines it has below its heading.
        total: usize,
        /// The first columns' headings.
        columns: Vec<String>,
        /// What stands below, in the first lines.
        rows: Vec<Vec<String>>,
    },
    /// How many there are of what, and how many there can be.
    Summary {
        /// The values by their names.
        values: BTreeMap<String, i32>,
    },
    /// Who and what is in the account.
    AuthorizationDetails {
        /// The users.
        users: Details,
        /// The groups.
        groups: Details,
        /// The roles.
        roles: Details,
        /// The managed policies that are attached or the account's own.
        policies: Details,
    },
    /// The account has no password policy.
    NoPasswordPolicy,
    /// A password policy of default values was made.
    PasswordPolicyCreated,
    /// The password policy.
    PasswordPolicy(PasswordRules),
    /// The password policy that was made was deleted.
    PasswordPolicyDeleted,
    /// The SAML providers.
    SamlProviders {
        /// How many there are.
        total: usize,
        /// The first of them.
        providers: Vec<SamlProvider>,
    },
}

/// The names of a kind of entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Details {
    /// How many there are.
    pub total: usize,
    /// The names of the first of them.
    pub names: Vec<String>,
}

impl Details {
    /// The count of these names, and the first `shown_max` of them.
    pub(crate) fn of<'a>(
        names: impl ExactSizeIterator<Item = Option<&'a str>>,
        shown_max: usize,
    ) -> Self {
        Self {
            total: names.len(),
            names: names.flatten().take(shown_max).map(str::to_owned).collect(),
        }
    }
}

/// The values of a password policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "these are the values that a password policy has"
)]
pub struct PasswordRules {
    /// How many characters a password has at least.
    pub minimum_password_length: Option<i32>,
    /// Whether it needs a symbol.
    pub require_symbols: bool,
    /// Whether it needs a digit.
    pub require_numbers: bool,
    /// Whether it needs an upper-case letter.
    pub require_uppercase_characters: bool,
    /// Whether it needs a lower-case letter.
    pub require_lowercase_characters: bool,
    /// Whether users may change their own.
    pub allow_users_to_change_password: bool,
    /// Whether passwords expire.
    pub expire_passwords: bool,
    /// After how many days they expire.
    pub max_password_age: Option<i32>,
    /// How many of the last passwords must not be used again.
    pub password_reuse_prevention: Option<i32>,
    /// Whether an expired password can no longer be changed by its user.
    pub hard_expiry: Option<bool>,
}

/// A SAML provider in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SamlProvider {
    /// Its ARN.
    pub arn: String,
    /// When it was made, in RFC 3339.
    pub created_at: Option<String>,
    /// When it expires, in RFC 3339.
    pub expires_at: Option<String>,
}
