//! One of everything that can be said, for the tests of the languages. What stands between « and »,
//! and every number of three digits, has to appear in each of them.

mod failures;

use std::{collections::BTreeMap, path::PathBuf};

pub(crate) use failures::{attempts, failures, misuses};

use super::Help;
use crate::{
    AccountEvent, Awaited, BucketEvent, Details, Event, FederationEvent, KeyEvent, KeyState, Made,
    MfaEvent, PasswordRules, PolicyEvent, Question, RoleEvent, RunEvent, SamlProvider, UserEvent,
};

/// Every part of the help.
pub(crate) const HELP: [Help; 25] = [
    Help::Command,
    Help::Usage,
    Help::Programs,
    Help::Options,
    Help::AccessKeys,
    Help::Users,
    Help::Mfa,
    Help::FederatedUrl,
    Help::Account,
    Help::All,
    Help::Yes,
    Help::Credentials,
    Help::RoleProfile,
    Help::SigninEndpoint,
    Help::ConsoleUrl,
    Help::Open,
    Help::Wait,
    Help::Timeout,
    Help::Lang,
    Help::Json,
    Help::ShowSecret,
    Help::Verbose,
    Help::Help,
    Help::Version,
    Help::ExitCodes,
];

fn s(name: &str) -> String {
    format!("«{name}»")
}

pub(crate) fn events() -> Vec<Event<'static>> {
    let mut events = run_events();
    events.extend(key_and_user_events());
    events.extend(policy_and_bucket_events());
    events.extend(mfa_and_role_events());
    events.extend(federation_events());
    events.extend(account_events());
    events
}

fn run_events() -> Vec<Event<'static>> {
    let waiting = |awaited| RunEvent::Waiting {
        awaited,
        attempt: 111,
        attempts_max: 222,
    };
    let mut events = vec![
        RunEvent::LocalServer {
            file: "«file»",
            endpoint: "«endpoint»",
        },
        RunEvent::RootUser {
            account: "«account»",
        },
        RunEvent::StandInMade {
            user: "«user»",
            key_id: "«key»",
        },
        waiting(Awaited::Key { user: "«user»" }),
        waiting(Awaited::User { user: "«user»" }),
        waiting(Awaited::Role { role: "«role»" }),
        RunEvent::Started {
            scenario: "«scenario»",
            caller: "«caller»",
        },
        RunEvent::StillWaiting { seconds: 333 },
        RunEvent::CleanUpWaits { seconds: 444 },
        RunEvent::Stopping,
        RunEvent::Finished {
            scenario: "«scenario»",
        },
        RunEvent::AllFinished { count: 555 },
        RunEvent::NotRun {
            scenarios: vec!["«one»", "«other»"],
        },
    ];
    let removed = made().into_iter().map(|made| RunEvent::Removed {
        made: Box::leak(Box::new(made)),
    });
    events.extend(removed);
    events.into_iter().map(Event::from).collect()
}

fn key_and_user_events() -> Vec<Event<'static>> {
    let key = |status| KeyState {
        key_id: "«key»",
        status,
    };
    let created = |secret| KeyEvent::KeyCreated {
        user: "«user»",
        key_id: "«key»",
        secret,
    };
    let last_use = |at| KeyEvent::LastUse {
        key_id: "«key»",
        service: "«service»",
        region: "«region»",
        at,
    };
    let keys = |keys| KeyEvent::Keys {
        user: "«user»",
        keys,
    };
    let users = |made| UserEvent::Users { count: 777, made };
    vec![
        keys(Vec::new()).into(),
        keys(vec![key("«Active»"), key("«Inactive»")]).into(),
        created(Some("«secret»")).into(),
        created(None).into(),
        last_use(None).into(),
        last_use(Some(s("moment"))).into(),
        KeyEvent::KeyDeactivated { key_id: "«key»" }.into(),
        KeyEvent::KeyDeleted { key_id: "«key»" }.into(),
        UserEvent::UserCreated {
            user: "«user»",
            user_id: "«id»",
        }
        .into(),
        UserEvent::UserRenamed {
            from: "«from»",
            to: "«to»",
        }
        .into(),
        users(Vec::new()).into(),
        users(vec!["«one»", "«other»"]).into(),
        UserEvent::UserDeleted { user: "«user»" }.into(),
    ]
}

fn policy_and_bucket_events() -> Vec<Event<'static>> {
    let (user, bucket, key) = ("«user»", "«bucket»", "«key»");
    let policy_arn = "«policy»";
    let deleted = |objects| BucketEvent::BucketDeleted { bucket, objects };
    vec![
        PolicyEvent::PolicyCreated {
            policy_arn,
            description: "«description»",
        }
        .into(),
        PolicyEvent::PolicyAttached { policy_arn, user }.into(),
        PolicyEvent::PolicyDetached { policy_arn, user }.into(),
        PolicyEvent::PolicyDeleted { policy_arn }.into(),
        BucketEvent::BucketCreated { bucket }.into(),
        BucketEvent::ObjectPut { user, bucket, key }.into(),
        BucketEvent::ObjectGot {
            user,
            bucket,
            key,
            content: "«content»",
        }
        .into(),
        BucketEvent::DeleteRefused {
            user,
            bucket,
            key,
            code: "«code»",
        }
        .into(),
        deleted(1).into(),
        deleted(888).into(),
    ]
}

fn mfa_and_role_events() -> Vec<Event<'static>> {
    let (serial_number, user, role) = ("«device»", "«user»", "«role»");
    let (role_arn, policy_arn) = ("«role»", "«policy»");
    let refused = |tries_left| MfaEvent::CodeRefused {
        code: s("code"),
        tries_left,
    };
    let created = |needs_mfa| RoleEvent::RoleCreated {
        role_arn,
        user,
        needs_mfa,
    };
    let assumed = |with_mfa, secret, expires_at| RoleEvent::RoleAssumed {
        user,
        role_arn,
        key_id: "«key»",
        expires_at,
        with_mfa,
        secret,
    };
    let buckets = |buckets| RoleEvent::Buckets { role, buckets };
    vec![
        MfaEvent::DeviceCreated { serial_number }.into(),
        MfaEvent::QrCode {
            file: s("file"),
            half_blocks: s("blocks"),
        }
        .into(),
        MfaEvent::NextCode { seconds: 1 }.into(),
        MfaEvent::NextCode { seconds: 999 }.into(),
        refused(0).into(),
        refused(1).into(),
        MfaEvent::DeviceEnabled {
            serial_number,
            user,
        }
        .into(),
        MfaEvent::DeviceDeleted { serial_number }.into(),
        created(true).into(),
        created(false).into(),
        RoleEvent::RolePolicyAttached { policy_arn, role }.into(),
        RoleEvent::UserMayAssume { user, role_arn }.into(),
        RoleEvent::AssumeRefused {
            user,
            role_arn,
            code: "«code»",
        }
        .into(),
        assumed(true, Some("«secret»"), Some(s("moment"))).into(),
        assumed(false, None, None).into(),
        buckets(Vec::new()).into(),
        buckets(vec![s("one"), s("other")]).into(),
        RoleEvent::ListUsersRefused {
            role,
            code: "«code»",
        }
        .into(),
        RoleEvent::RolePolicyDetached { policy_arn, role }.into(),
        RoleEvent::RoleDeleted { role }.into(),
        RoleEvent::UserMayNotAssume { user }.into(),
    ]
}

fn federation_events() -> Vec<Event<'static>> {
    vec![
        FederationEvent::SigninTokenGot {
            endpoint: s("endpoint"),
            session_seconds: 360 * 3600,
        }
        .into(),
        FederationEvent::FederatedUrl { url: "«url»" }.into(),
        FederationEvent::BrowserOpened {
            program: "«program»",
        }
        .into(),
        FederationEvent::BrowserNotOpened {
            program: "«program»",
            reason: s("reason"),
        }
        .into(),
    ]
}

fn account_events() -> Vec<Event<'static>> {
    let details = |name: &str, total| Details {
        total,
        names: vec![s(name)],
    };
    let none = Details {
        total: 0,
        names: Vec::new(),
    };
    let (alias, state) = ("«alias»", "«state»");
    let aliases = Box::leak(Box::new([s("alias")]));
    let providers = vec![
        provider(Some(s("created")), Some(s("expires"))),
        provider(None, None),
    ];
    vec![
        AccountEvent::Aliases { aliases: &[] }.into(),
        AccountEvent::Aliases { aliases }.into(),
        AccountEvent::AliasCreated { alias }.into(),
        AccountEvent::AliasDeleted { alias }.into(),
        AccountEvent::AliasRestored { alias }.into(),
        AccountEvent::ReportState { state }.into(),
        report(Some(s("moment"))),
        report(None),
        AccountEvent::Summary {
            values: BTreeMap::from([(s("Users"), 123)]),
        }
        .into(),
        AccountEvent::AuthorizationDetails {
            users: details("user", 101),
            groups: details("group", 102),
            roles: details("role", 1),
            policies: none,
        }
        .into(),
        AccountEvent::NoPasswordPolicy.into(),
        AccountEvent::PasswordPolicyCreated.into(),
        password_policy(Some(128), Some(true)),
        password_policy(None, None),
        AccountEvent::PasswordPolicyDeleted.into(),
        AccountEvent::SamlProviders {
            total: 0,
            providers: Vec::new(),
        }
        .into(),
        AccountEvent::SamlProviders {
            total: 321,
            providers,
        }
        .into(),
    ]
}

fn provider(created_at: Option<String>, expires_at: Option<String>) -> SamlProvider {
    SamlProvider {
        arn: s("provider"),
        created_at,
        expires_at,
    }
}

fn report(generated_at: Option<String>) -> Event<'static> {
    AccountEvent::CredentialReport {
        generated_at,
        total: 654,
        columns: vec![s("column")],
        rows: vec![vec![s("cell")]],
    }
    .into()
}

fn password_policy(number: Option<i32>, flag: Option<bool>) -> Event<'static> {
    let is_set = flag.is_some();
    AccountEvent::PasswordPolicy(PasswordRules {
        minimum_password_length: number,
        require_symbols: is_set,
        require_numbers: !is_set,
        require_uppercase_characters: is_set,
        require_lowercase_characters: !is_set,
        allow_users_to_change_password: is_set,
        expire_passwords: !is_set,
        max_password_age: number.map(|number| number + 100),
        password_reuse_prevention: number.map(|number| number + 200),
        hard_expiry: flag,
    })
    .into()
}

pub(crate) fn questions() -> Vec<Question<'static>> {
    vec![
        Question::StandIn { user: "«user»" },
        Question::AccessKey { user: "«user»" },
        Question::Users {
            bucket: "«bucket»"
        },
        Question::Mfa {
            account: "«account»",
            role_account: "«other»",
        },
        Question::FederatedUrl { role: "«role»" },
        Question::Account {
            account: "«account»",
        },
        Question::Done,
        Question::FirstCode,
        Question::SecondCode,
        Question::NextCode,
    ]
}

pub(crate) fn made() -> Vec<Made> {
    let alias = |before| Made::Alias {
        ours: vec![s("ours")],
        before,
    };
    vec![
        Made::User { name: s("user") },
        Made::AccessKey {
            user: s("user"),
            id: s("key"),
        },
        Made::LostKey {
            user: s("user"),
            before: vec!["AKIA".to_owned()],
        },
        Made::Policy { arn: s("policy") },
        Made::Attachment {
            user: s("user"),
            policy_arn: s("policy"),
        },
        Made::UserPolicy {
            user: s("user"),
            name: s("policy"),
        },
        Made::MfaDevice {
            serial_number: s("device"),
            user: "user".to_owned(),
        },
        Made::QrCode {
            path: PathBuf::from(s("file")),
        },
        Made::Role { name: s("role") },
        Made::RoleAttachment {
            role: s("role"),
            policy_arn: s("policy"),
        },
        Made::Bucket { name: s("bucket") },
        alias(None),
        alias(Some(s("before"))),
        Made::PasswordPolicy,
    ]
}
