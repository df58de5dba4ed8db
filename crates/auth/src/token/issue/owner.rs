//! Whose session a permit issues.

use iamd_ident::{Arn, IdKind, Partition, UniqueId};

use super::{IssueError, IssuedSubject, Issues};
use crate::{Caller, Permit, Principal, SessionKind, SessionOwner};

/// The owner of the session that `permit` was given for, and who its credentials stand for if not
/// for the caller.
pub(super) fn owner<O: Issues>(
    permit: &Permit<O>,
    caller: &Caller,
    name: Option<&str>,
) -> Result<(SessionOwner, Option<IssuedSubject>), IssueError> {
    match O::KIND {
        SessionKind::SessionToken => {
            let owner = match caller.principal() {
                Principal::RootUser(root) => SessionOwner::RootUser(root.account),
                Principal::User(user) => SessionOwner::User(user.account, user.id),
                _ => return Err(IssueError::NoOwner),
            };
            Ok((owner, None))
        }
        SessionKind::FederationToken => federated_user(caller, name),
        SessionKind::AssumedRole => role(permit, name).ok_or(IssueError::NoOwner),
        // No operation issues them: they begin in a browser.
        SessionKind::Console | SessionKind::ConsoleNewPassword | SessionKind::FederatedConsole => {
            Err(IssueError::NoOwner)
        }
    }
}

/// SECURITY: the role is the one that was decided on, with its id: a namesake that was made since
/// is another one.
fn role<O: Issues>(
    permit: &Permit<O>,
    name: Option<&str>,
) -> Option<(SessionOwner, Option<IssuedSubject>)> {
    let id: UniqueId = permit.resource_id()?.parse().ok()?;
    let arn: Arn = permit.resource().parse().ok()?;
    let account = permit.account();
    let of_role = arn.resource().strip_prefix("role/")?;
    if id.kind() != Some(IdKind::Role) || arn.account_id() != Some(account) {
        return None;
    }
    let role_name = of_role.rsplit('/').next()?;
    let session_name = name?;
    let subject = IssuedSubject {
        id: format!("{id}:{session_name}"),
        arn: Arn::assumed_role(partition(&arn)?, account, &role_name, session_name),
    };
    let owner = SessionOwner::Role {
        account,
        role: id,
        session_name: session_name.to_owned(),
    };
    Some((owner, Some(subject)))
}

fn federated_user(
    caller: &Caller,
    name: Option<&str>,
) -> Result<(SessionOwner, Option<IssuedSubject>), IssueError> {
    let (account, issuer, issuer_arn) = match caller.principal() {
        Principal::RootUser(root) => (root.account, None, &root.arn),
        Principal::User(user) => (user.account, Some(user.id), &user.arn),
        _ => return Err(IssueError::NoOwner),
    };
    let name = name.ok_or(IssueError::NoOwner)?;
    let partition = partition(issuer_arn).ok_or(IssueError::NoOwner)?;
    let subject = IssuedSubject {
        id: format!("{account}:{name}"),
        arn: Arn::federated_user(partition, account, name),
    };
    let owner = SessionOwner::FederatedUser {
        account,
        issuer,
        name: name.to_owned(),
    };
    Ok((owner, Some(subject)))
}

fn partition(arn: &Arn) -> Option<Partition> {
    arn.partition().parse().ok()
}
