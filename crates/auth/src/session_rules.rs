//! What temporary credentials may call at all, before any policy is asked.
//!
//! SOURCE: IAM User Guide, "Compare AWS STS credentials", and the STS API Reference,
//! `GetSessionToken` and `GetFederationToken`, "Permissions".

use iamd_api::{Error, ErrorCode, OperationRow, Service};

use crate::{Caller, Session, SessionKind};

/// Why credentials may never call an operation, whatever policies say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum UnfitCredentials<'a> {
    /// IAM answers such credentials of a session as if it did not know them.
    ///
    /// SOURCE: what clients of IAM report.
    #[error("The security token included in the request is invalid")]
    Unknown,
    /// STS says what is wrong with credentials of a session.
    ///
    /// SOURCE: what clients of STS report of `GetSessionToken`.
    #[error("Cannot call {operation} with session credentials")]
    InSession {
        /// The operation.
        operation: &'a str,
    },
    /// SOURCE: the answer of STS to a root user.
    #[error("Roles may not be assumed by root accounts.")]
    RootUser,
}

impl UnfitCredentials<'_> {
    /// The error for the client.
    pub fn answer(self) -> Error {
        let code = match self {
            Self::Unknown => ErrorCode::InvalidClientTokenId,
            Self::InSession { .. } | Self::RootUser => ErrorCode::AccessDenied,
        };
        Error::new(code, self.to_string())
    }
}

/// Refuses an operation that credentials of the caller's kind may never call.
///
/// # Errors
/// It is one, with AWS's code and text.
pub(crate) fn check(row: &OperationRow, caller: &Caller) -> Result<(), Error> {
    if let Some(session) = caller.session()
        && !may_call(row, session)
    {
        return Err(refusal(row).answer());
    }
    if caller.is_root_user() && (row.service, row.name) == NOT_FOR_ROOT_USERS {
        return Err(UnfitCredentials::RootUser.answer());
    }
    Ok(())
}

const NOT_FOR_ROOT_USERS: (Service, &str) = (Service::Sts, "AssumeRole");

/// What credentials of a kind may call of a service.
#[derive(Clone, Copy, Debug)]
enum Calls {
    /// Whatever policies allow.
    All,
    /// Whatever policies allow, but for these.
    AllBut(&'static [&'static str]),
    /// These alone.
    Only(&'static [&'static str]),
    /// Whatever policies allow, if the session was made with MFA.
    WithMfa,
    /// Nothing.
    Nothing,
}

/// One row for each kind of session and each service. What has no row may not be called.
const RULES: &[(SessionKind, Service, Calls)] = &[
    (SessionKind::SessionToken, Service::Iam, Calls::WithMfa),
    (
        SessionKind::SessionToken,
        Service::Sts,
        Calls::Only(&["AssumeRole", "GetCallerIdentity"]),
    ),
    (SessionKind::SessionToken, Service::S3, Calls::All),
    (SessionKind::FederationToken, Service::Iam, Calls::Nothing),
    (
        SessionKind::FederationToken,
        Service::Sts,
        Calls::Only(&["GetCallerIdentity"]),
    ),
    (SessionKind::FederationToken, Service::S3, Calls::All),
    (SessionKind::AssumedRole, Service::Iam, Calls::All),
    (
        SessionKind::AssumedRole,
        Service::Sts,
        Calls::AllBut(&["GetFederationToken", "GetSessionToken"]),
    ),
    (SessionKind::AssumedRole, Service::S3, Calls::All),
    (SessionKind::Console, Service::Iam, Calls::All),
    (
        SessionKind::Console,
        Service::Sts,
        Calls::AllBut(&["GetFederationToken", "GetSessionToken"]),
    ),
    (SessionKind::Console, Service::S3, Calls::All),
    (
        SessionKind::ConsoleNewPassword,
        Service::Iam,
        Calls::Only(&["ChangePassword", "GetAccountPasswordPolicy"]),
    ),
    (
        SessionKind::ConsoleNewPassword,
        Service::Sts,
        Calls::Nothing,
    ),
    (SessionKind::ConsoleNewPassword, Service::S3, Calls::Nothing),
    // In the console federated users may do in IAM what policies allow.
    (SessionKind::FederatedConsole, Service::Iam, Calls::All),
    (
        SessionKind::FederatedConsole,
        Service::Sts,
        Calls::Only(&["GetCallerIdentity"]),
    ),
    (SessionKind::FederatedConsole, Service::S3, Calls::All),
];

fn may_call(row: &OperationRow, session: &Session) -> bool {
    let rule = RULES
        .iter()
        .find(|(kind, service, _)| (*kind, *service) == (session.kind, row.service));
    match rule.map_or(Calls::Nothing, |(_, _, calls)| *calls) {
        Calls::All => true,
        Calls::AllBut(names) => !names.contains(&row.name),
        Calls::Only(names) => names.contains(&row.name),
        Calls::WithMfa => session.mfa_at.is_some(),
        Calls::Nothing => false,
    }
}

fn refusal(row: &OperationRow) -> UnfitCredentials<'static> {
    match row.service {
        Service::Iam => UnfitCredentials::Unknown,
        Service::Sts | Service::S3 => UnfitCredentials::InSession {
            operation: row.name,
        },
    }
}

#[cfg(test)]
mod tests;
