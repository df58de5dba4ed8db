//! The table of all kinds of records: what each is, and what is checked of it.

use std::pin::Pin;

use iamd_store::{Key, Stored, Table};

use super::{
    accounts, buckets, credentials, entities, holders, mfa, on::On, policies, providers, reports,
    sessions,
};
use crate::{
    AccountProperties, Error, PasswordPolicy,
    records::{
        AccessJobCountRecord, AccessJobEntitiesRecord, AccessJobRecord, AccessKeyRecord,
        AccessesRecord, AccountAliasRecord, AccountRecord, AttachmentRecord, AwsPolicyRecord,
        BucketCountRecord, BucketEntryRecord, BucketRecord, ConsoleOwnerRecord,
        CredentialReportPartRecord, CredentialReportRecord, GlobalAccessKeyRecord, GroupRecord,
        GroupSizeRecord, ImportRecord, InlinePolicyRecord, InstanceProfileRecord,
        IssuerAccountRecord, LastUsedRecord, MembershipRecord, MfaDeviceRecord, MfaStepRecord,
        NameRecord, OidcProviderRecord, PasswordHashesRecord, PolicyNameRecord, PolicyRecord,
        PolicyVersionRecord, RoleDeletionsRecord, RoleRecord, RootUserRecord, SamlDocumentRecord,
        SamlProviderRecord, SealingKeysRecord, ServerCertificateRecord,
        ServerCertificateTextRecord, ServiceCredentialRecord, ServiceLoginRecord,
        SigningCertificateRecord, SshPublicKeyRecord, TokenPreferencesRecord, UserRecord,
        WebIdentityIssuerRecord,
    },
};

/// Whose records a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    /// An account's: there is such a table for each.
    Account,
    /// The server's.
    Server,
}

/// A look at one record, at work.
pub(super) type Look<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// A kind of records.
pub(super) struct Row {
    pub(super) belongs: Belongs,
    pub(super) table: Table,
    /// How many segments its keys have behind the table.
    pub(super) segments: usize,
    /// Decodes a record and looks at it. The error is a store that does not answer, or a key that
    /// cannot be.
    pub(super) check: for<'a, 'b> fn(&'a mut On<'b>, &'a Stored) -> Look<'a>,
    /// What to do about what is wrong with it.
    pub(super) advice: &'static str,
}

/// The row that a record belongs to.
pub(super) fn row_of(key: &Key) -> Option<&'static Row> {
    let belongs = match key.scope() {
        "global" => Belongs::Server,
        _ => Belongs::Account,
    };
    let mut rows = TABLE.iter();
    rows.find(|row| row.belongs == belongs && row.table.name() == key.table())
}

/// Makes the rows. A check that looks at no other record stands behind `at_once`, or behind `now` if it
/// needs no key either.
macro_rules! rows {
    ($(
        $belongs:ident $table:literal / $segments:literal,
        $record:ty, $how:ident $check:expr, $advice:expr;
    )*) => {
        &[$(Row {
            belongs: Belongs::$belongs,
            table: Table::new($table),
            segments: $segments,
            check: |on, stored| Box::pin(async move {
                match on.decoded::<$record>(stored) {
                    Some(record) => rows!(@ $how $check, on, record),
                    None => Ok(()),
                }
            }),
            advice: $advice,
        }),*]
    };
    (@ then $check:expr, $on:ident, $record:ident) => { $check($on, $record).await };
    (@ at_once $check:expr, $on:ident, $record:ident) => { $check($on, &$record) };
    (@ now $check:expr, $on:ident, $record:ident) => {{ $check($on, &$record); Ok(()) }};
}

/// A record that decodes is good.
fn nothing_more<R>(_: &mut On<'_>, _: &R) {}

const RESTORE: &str = super::RESTORE;
const MAKE_AGAIN: &str = "delete it and make it again, or restore a backup";
const NEW_KEY: &str = "delete the key and make another one; until then it opens nothing";
const NEW_PASSWORD: &str =
    "take the login profile away and give another one; until then the password is refused";
const NEW_DEVICE: &str = "deactivate and delete the device and enrol another one";
const SAVE_AGAIN: &str =
    "save the policy again; until then whoever it is about is denied everything";
const SET_AGAIN: &str = "set it again; until then whoever needs it is refused";
const UPLOAD_AGAIN: &str = "delete it and upload it again";
const HARMLESS: &str = "nothing needs it, so nothing has to be done";
const ASK_AGAIN: &str = "ask for another report";
const SIGN_IN_AGAIN: &str = "sign in again; the session is over";
const NUMBER: &str = "restore a backup; until then what it counts may be refused or not deleted";

/// Every kind of records, in the order of `keyspace.rs`.
///
/// INVARIANT: no table of the keyspace is missing here; a test compares.
pub(super) const TABLE: &[Row] = rows! {
    Server "accounts" / 1, AccountRecord, then accounts::account, RESTORE;
    Server "account-aliases" / 1, AccountAliasRecord, then accounts::alias,
        "create the alias again, in whichever account is to have it";
    Server "access-keys" / 1, GlobalAccessKeyRecord, then credentials::global_key, NEW_KEY;
    Server "buckets" / 1, BucketRecord, then buckets::bucket, RESTORE;
    Server "web-identity-issuers" / 1, IssuerAccountRecord, then providers::issuer_account, RESTORE;
    Server "sealing-keys" / 0, SealingKeysRecord, now providers::sealing_keys,
        "replace the keys with `iamd keys rotate tokens`; temporary credentials are over then";
    Server "imports" / 1, ImportRecord, now nothing_more,
        "start the server, which takes away what an import that was broken off left behind";
    Account "root-user" / 0, RootUserRecord, then accounts::root_user, RESTORE;
    Account "access-keys" / 1, AccessKeyRecord, then credentials::access_key, NEW_KEY;
    Account "last-used" / 1, LastUsedRecord, then credentials::key_last_used, HARMLESS;
    Account "accesses" / 1, AccessesRecord, then reports::accesses, HARMLESS;
    Account "access-jobs" / 1, AccessJobRecord, then reports::access_job, ASK_AGAIN;
    Account "access-job-entities" / 2, AccessJobEntitiesRecord, then reports::access_job_entities,
        HARMLESS;
    Account "access-job-count" / 0, AccessJobCountRecord, then reports::access_job_count, NUMBER;
    Account "users" / 1, UserRecord, then entities::user, RESTORE;
    Account "user-names" / 1, NameRecord, then entities::name::<UserRecord>, RESTORE;
    Account "user-policies" / 2, InlinePolicyRecord, then holders::inline::<UserRecord>, SAVE_AGAIN;
    Account "groups" / 1, GroupRecord, then entities::group, RESTORE;
    Account "group-names" / 1, NameRecord, then entities::name::<GroupRecord>, RESTORE;
    Account "group-policies" / 2, InlinePolicyRecord, then holders::inline::<GroupRecord>,
        SAVE_AGAIN;
    Account "group-members" / 2, MembershipRecord, then entities::member,
        "take the user out of the group and put it back, or restore a backup";
    Account "group-sizes" / 1, GroupSizeRecord, then entities::group_size, NUMBER;
    Account "policies" / 1, PolicyRecord, then policies::policy, RESTORE;
    Account "policy-names" / 1, PolicyNameRecord, then policies::name, RESTORE;
    Account "policy-versions" / 2, PolicyVersionRecord, then policies::version,
        "make another version the default one; until then whoever has it is denied everything";
    Account "aws-policies" / 1, AwsPolicyRecord, then policies::aws_policy, NUMBER;
    Account "attachments" / 3, AttachmentRecord, then holders::attachment,
        "detach the policy and attach it again";
    Account "boundaries" / 3, AttachmentRecord, then holders::boundary,
        "take the permissions boundary away and set it again";
    Account "roles" / 1, RoleRecord, then entities::role, RESTORE;
    Account "role-names" / 1, NameRecord, then entities::name::<RoleRecord>, RESTORE;
    Account "role-policies" / 2, InlinePolicyRecord, then holders::inline::<RoleRecord>, SAVE_AGAIN;
    Account "roles-last-used" / 1, LastUsedRecord, then entities::role_last_used, HARMLESS;
    Account "role-deletions" / 0, RoleDeletionsRecord, now nothing_more, HARMLESS;
    Account "instance-profiles" / 1, InstanceProfileRecord, then entities::instance_profile,
        MAKE_AGAIN;
    Account "instance-profile-names" / 1, NameRecord, then entities::name::<InstanceProfileRecord>,
        MAKE_AGAIN;
    Account "signing-certificates" / 1, SigningCertificateRecord,
        then credentials::signing_certificate, UPLOAD_AGAIN;
    Account "ssh-public-keys" / 1, SshPublicKeyRecord, then credentials::ssh_public_key,
        UPLOAD_AGAIN;
    Account "service-credentials" / 1, ServiceCredentialRecord,
        then credentials::service_credential, MAKE_AGAIN;
    Account "service-logins" / 2, ServiceLoginRecord, then credentials::service_login, MAKE_AGAIN;
    Account "server-certificates" / 1, ServerCertificateRecord, then entities::server_certificate,
        UPLOAD_AGAIN;
    Account "server-certificate-names" / 1, NameRecord,
        then entities::name::<ServerCertificateRecord>, UPLOAD_AGAIN;
    Account "server-certificate-texts" / 1, ServerCertificateTextRecord,
        then entities::server_certificate_text, UPLOAD_AGAIN;
    Account "mfa-devices" / 1, MfaDeviceRecord, then mfa::device, NEW_DEVICE;
    Account "mfa-steps" / 1, MfaStepRecord, then mfa::step, NEW_DEVICE;
    Account "password-policy" / 0, PasswordPolicy, now nothing_more, SET_AGAIN;
    Account "account-properties" / 0, AccountProperties, now nothing_more, SET_AGAIN;
    Account "token-preferences" / 0, TokenPreferencesRecord, now nothing_more, SET_AGAIN;
    Account "web-identity-issuer" / 0, WebIdentityIssuerRecord, then providers::issuer, RESTORE;
    Account "passwords" / 1, PasswordHashesRecord, then credentials::password, NEW_PASSWORD;
    Account "passwords-last-used" / 1, LastUsedRecord, then credentials::password_last_used,
        HARMLESS;
    Account "console-sessions" / 1, iamd_auth::ConsoleSession, then sessions::session,
        SIGN_IN_AGAIN;
    Account "console-owners" / 2, ConsoleOwnerRecord, then sessions::owner, SIGN_IN_AGAIN;
    Account "credential-report" / 0, CredentialReportRecord, then reports::credential_report,
        ASK_AGAIN;
    Account "credential-report-parts" / 2, CredentialReportPartRecord,
        then reports::credential_report_part, ASK_AGAIN;
    Account "saml-providers" / 1, SamlProviderRecord, then providers::saml, MAKE_AGAIN;
    Account "saml-documents" / 1, SamlDocumentRecord, then providers::saml_document, MAKE_AGAIN;
    Account "oidc-providers" / 1, OidcProviderRecord, at_once providers::oidc, MAKE_AGAIN;
    Account "buckets" / 1, BucketEntryRecord, then buckets::entry, RESTORE;
    Account "bucket-count" / 0, BucketCountRecord, then buckets::count, NUMBER;
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The table at the head of the keyspace: what it says, and what it builds.
    const KEYSPACE: &str = include_str!("../keyspace.rs");

    #[test]
    fn no_kind_of_records_is_without_a_check() {
        let documented = KEYSPACE.lines().filter_map(|line| {
            let place = line.strip_prefix("//! | `")?.split('`').next()?;
            let mut segments = place.split('/');
            let belongs = match segments.next()? {
                "global" => "server",
                "ACCOUNT" => "account",
                other => panic!("{other} begins no key"),
            };
            let table = segments.next()?;
            Some(format!("{belongs} {table} {}", segments.count()))
        });
        let mut documented: BTreeSet<String> = documented.collect();
        // What holds policies has these tables by the name of its kind.
        for kind in ["group", "role"] {
            documented.insert(format!("account {kind}-policies 2"));
        }
        let checked = TABLE.iter().map(|row| {
            let belongs = match row.belongs {
                Belongs::Server => "server",
                Belongs::Account => "account",
            };
            format!("{belongs} {} {}", row.table.name(), row.segments)
        });
        assert_eq!(checked.collect::<BTreeSet<_>>(), documented);
    }

    #[test]
    fn no_table_is_built_that_is_not_told_of() {
        let built = KEYSPACE.lines().filter_map(|line| {
            let name = line.split("Table::new(\"").nth(1)?.split('"').next()?;
            Some(name.to_owned())
        });
        let checked: BTreeSet<String> = TABLE
            .iter()
            .map(|row| row.table.name().to_owned())
            .collect();
        assert_eq!(checked, built.collect::<BTreeSet<_>>());
    }
}
