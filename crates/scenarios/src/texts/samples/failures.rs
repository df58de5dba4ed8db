//! What goes wrong.

use std::{io, path::PathBuf};

use super::{made, s};
use crate::{
    Attempt, CredentialsFault, Failure, FileAttempt, Left, Problem, ProfileFault, QrFault,
    command_line::Misuse, federation::InvalidAddress,
};

pub(crate) fn attempts() -> Vec<Attempt> {
    let (user, policy, device) = (|| s("user"), || s("policy"), || s("device"));
    let (role, bucket, key) = (|| s("role"), || s("bucket"), || s("key"));
    let mut attempts = vec![
        Attempt::RenameUser {
            from: s("from"),
            to: s("to"),
        },
        Attempt::PutUserPolicy {
            user: user(),
            policy: policy(),
        },
        Attempt::DeleteUserPolicy {
            user: user(),
            policy: policy(),
        },
        Attempt::AttachUserPolicy {
            user: user(),
            policy: policy(),
        },
        Attempt::DetachUserPolicy {
            user: user(),
            policy: policy(),
        },
        Attempt::EnableDevice {
            user: user(),
            device: device(),
        },
        Attempt::DeactivateDevice {
            user: user(),
            device: device(),
        },
        Attempt::AttachRolePolicy {
            role: role(),
            policy: policy(),
        },
        Attempt::DetachRolePolicy {
            role: role(),
            policy: policy(),
        },
        Attempt::PutObject {
            bucket: bucket(),
            key: key(),
        },
        Attempt::GetObject {
            bucket: bucket(),
            key: key(),
        },
        Attempt::DeleteObject {
            bucket: bucket(),
            key: key(),
        },
    ];
    attempts.extend(attempts_on_one());
    attempts.extend(attempts_on_all());
    attempts
}

fn attempts_on_one() -> impl Iterator<Item = Attempt> {
    let of: [fn(String) -> Attempt; 24] = [
        Attempt::CreateUser,
        Attempt::DeleteUser,
        Attempt::ListUserPolicies,
        Attempt::ListKeys,
        Attempt::CreateKey,
        Attempt::LastUse,
        Attempt::ActivateKey,
        Attempt::DeactivateKey,
        Attempt::DeleteKey,
        Attempt::CreatePolicy,
        Attempt::DeletePolicy,
        Attempt::CreateDevice,
        Attempt::DeleteDevice,
        Attempt::CreateRole,
        Attempt::DeleteRole,
        Attempt::AssumeRole,
        Attempt::AssumeRoleWithoutMfa,
        Attempt::CreateBucket,
        Attempt::ListObjects,
        Attempt::EmptyBucket,
        Attempt::DeleteBucket,
        Attempt::SigninToken,
        Attempt::CreateAlias,
        Attempt::DeleteAlias,
    ];
    of.into_iter().map(|of| of(s("one")))
}

fn attempts_on_all() -> [Attempt; 14] {
    [
        Attempt::WhoCalls,
        Attempt::CurrentUser,
        Attempt::ListUsers,
        Attempt::ListBuckets,
        Attempt::FindSigninEndpoint,
        Attempt::ListAliases,
        Attempt::GenerateReport,
        Attempt::GetReport,
        Attempt::GetSummary,
        Attempt::GetDetails,
        Attempt::GetPasswordPolicy,
        Attempt::CreatePasswordPolicy,
        Attempt::DeletePasswordPolicy,
        Attempt::ListSamlProviders,
    ]
}

pub(crate) fn failures() -> Vec<Failure> {
    let call = |problem| Failure::Call {
        attempt: Box::new(Attempt::CreateUser(s("user"))),
        problem,
    };
    let mut failures: Vec<Failure> = problems().into_iter().map(call).collect();
    failures.extend(failures_of_files());
    failures.extend(other_failures());
    failures
}

fn other_failures() -> Vec<Failure> {
    let left = || {
        let left = made().into_iter();
        let left = left.map(|made| Left {
            made,
            profile: None,
        });
        left.collect()
    };
    let (detail, user) = (|| s("detail"), || s("user"));
    let nobody_there = |endpoint| Failure::NobodyThere {
        endpoint,
        detail: detail(),
    };
    vec![
        nobody_there(Some(s("endpoint"))),
        nobody_there(None),
        Failure::NoCredentials { detail: detail() },
        Failure::NotRefused {
            caller: s("caller"),
            attempt: Attempt::DeleteUser(user()),
        },
        Failure::NotAUser { arn: s("arn") },
        Failure::NoFreeKey { user: user() },
        Failure::MayBeOurs {
            user: user(),
            keys: vec![s("key")],
        },
        Failure::ReportNotReady { state: s("state") },
        Failure::Declined,
        Failure::NobodyToAsk,
        Failure::Interrupted,
        Failure::Abandoned { left: Vec::new() },
        Failure::Abandoned { left: left() },
        Failure::LeftBehind { left: left() },
        Failure::QrCode(QrFault::Count { count: 246 }),
        Failure::QrCode(QrFault::NoSeed),
    ]
}

fn failures_of_files() -> Vec<Failure> {
    let path = || PathBuf::from(s("path"));
    let reason = || io::Error::other(s("reason"));
    let file = |attempt| Failure::File {
        attempt,
        path: path(),
        reason: reason(),
    };
    let credentials = |fault| Failure::Credentials {
        path: path(),
        fault,
    };
    let profile = |fault| Failure::Profile {
        name: s("name"),
        fault,
    };
    vec![
        file(FileAttempt::Write),
        file(FileAttempt::Remove),
        credentials(CredentialsFault::Unreadable(reason())),
        credentials(CredentialsFault::TooLong),
        credentials(CredentialsFault::Lacks {
            variable: "«variable»",
        }),
        profile(ProfileFault::Missing),
        profile(ProfileFault::Unreadable {
            detail: s("detail"),
        }),
        profile(ProfileFault::NoEndpoint { file: path() }),
        Failure::Output(reason()),
        Failure::System(reason()),
    ]
}

fn problems() -> Vec<Problem> {
    let detail = || s("detail");
    let refused = |message, request_id| Problem::Refused {
        code: s("code"),
        message,
        request_id,
    };
    vec![
        refused(Some(s("message")), Some(s("request"))),
        refused(None, None),
        Problem::TooSlow,
        Problem::Unreachable { detail: detail() },
        Problem::NotMade { detail: detail() },
        Problem::Address(InvalidAddress::NotOfTheWeb),
        Problem::Address(InvalidAddress::NotBare),
        Problem::NoCode { status: 418 },
        Problem::Lacks {
            member: "«member»"
        },
        Problem::NoJson,
        Problem::NotUnderstood { detail: detail() },
    ]
}

pub(crate) fn misuses() -> Vec<Misuse> {
    let option = || s("option");
    vec![
        Misuse::NoProgram,
        Misuse::UnknownProgram { name: s("name") },
        Misuse::UnknownOption { option: option() },
        Misuse::NoValue { option: option() },
        Misuse::Twice { option: option() },
        Misuse::NoSeconds {
            value: s("value"),
            min: 135,
            max: 246,
        },
        Misuse::NoAddress {
            value: s("value"),
            fault: InvalidAddress::NotOfTheWeb,
        },
        Misuse::NotFor {
            option: "«option»",
            program: "«program»",
        },
        Misuse::Unreadable {
            detail: s("detail"),
        },
    ]
}
