//! Switching to a role in the console, and back.

use std::sync::Arc;

use iamd_api::{
    Action, Error, ErrorCode,
    sts::{AssumeRole, AssumeRoleRequest, AssumeRoleResponse},
};
use iamd_policy::bare_denial_text;
use serde_json::json;

use crate::{
    Audit, Call, Caller, ConsolePorts, Guard, Perform, Principal, Refused, RequestFacts, Session,
    SessionOwner, SignInEvent, SignInFailure, SignInKind, SignInSubject, Switched, SwitchedRole,
    Token, Visitor,
};

/// The role that somebody wants to switch to.
#[derive(Clone, Copy, Debug)]
pub struct RoleWish<'a> {
    /// Its ARN.
    pub role_arn: &'a str,
    /// What to call it. What is too long is cut.
    pub display_name: Option<&'a str>,
}

/// Switches to a role. `AssumeRole` decides, asked by whoever signed in: from a role
/// that was switched to one switches to another as oneself.
///
/// The session of the role has the name of whoever signed in, which nobody chooses. It ends with the
/// session of who signed in, or when the role allows no more.
///
/// SOURCE: IAM User Guide, "Switch from a user to an IAM role (console)": the role's maximum or what
/// is left of the user's session, whichever is less; AWS re:Post, "IAM role chaining limit": the
/// console switches with the credentials of the user who signed in.
///
/// SECURITY: the credentials never leave this function, so no others can be passed off as those
/// that the decision was on.
///
/// # Errors
/// What `AssumeRole` answers, with the reason if it is one of the caller's own account.
pub async fn switch_role<P, A, S>(
    guard: &Guard<P, A>,
    sts: &S,
    visitor: &Visitor,
    wish: RoleWish<'_>,
    request: &RequestFacts,
) -> Result<(), Refused>
where
    P: ConsolePorts,
    A: Audit,
    S: Perform<AssumeRole, Input = AssumeRoleRequest, Output = AssumeRoleResponse>,
{
    let caller = &visitor.signed_in_as;
    let acting = match assumed(guard, sts, visitor, wish, request).await {
        Ok(acting) => acting,
        Err(refused) => {
            let event = event(SignInKind::SwitchRole, caller, request);
            let event = event.failed(SignInFailure::RoleRefused);
            guard.record_sign_in(event).await?;
            return Err(refused);
        }
    };
    let event = event(SignInKind::SwitchRole, &acting, request);
    let written = guard.record_sign_in(event.switched_from(caller)).await;
    if written.is_err() {
        put(guard, visitor, None).await?;
    }
    Ok(written?)
}

/// Has the visitor act as the role. Tells who acts now.
async fn assumed<P, A, S>(
    guard: &Guard<P, A>,
    sts: &S,
    visitor: &Visitor,
    wish: RoleWish<'_>,
    request: &RequestFacts,
) -> Result<Caller, Refused>
where
    P: ConsolePorts,
    A: Audit,
    S: Perform<AssumeRole, Input = AssumeRoleRequest, Output = AssumeRoleResponse>,
{
    let caller = &visitor.signed_in_as;
    let input = AssumeRoleRequest {
        role_arn: wish.role_arn.to_owned(),
        role_session_name: session_name(caller).to_owned(),
        ..AssumeRoleRequest::default()
    };
    let assuming = RequestFacts {
        parameters: json!({
            "roleArn": input.role_arn,
            "roleSessionName": input.role_session_name,
        }),
        ..request.clone()
    };
    let call = Call {
        caller,
        request: &assuming,
    };
    let assumed = guard.perform_explained::<AssumeRole, _>(sts, call, input);
    let assumed = assumed.await?;
    let mut role = role_of(guard, assumed, visitor, request).await?;
    role.display_name = wish.display_name();
    let principal = guard.ports().session_principal(&role.owner).await;
    let principal = principal.map_err(|error| error.answer())?;
    let principal = principal.ok_or_else(|| gone(caller, wish.role_arn))?;
    let acting = Caller::in_console(principal, Arc::clone(&role.session));
    put(guard, visitor, Some(Switched::new(role))).await?;
    Ok(acting)
}

impl RoleWish<'_> {
    fn display_name(&self) -> Option<String> {
        let name = self.display_name.filter(|name| !name.is_empty())?;
        let characters = name.chars();
        Some(
            characters
                .take(SwitchedRole::DISPLAY_NAME_CHARACTERS_MAX)
                .collect(),
        )
    }
}

/// Has the visitor act as itself again.
///
/// SECURITY: also if the event cannot be written: a role is only ever given up here.
///
/// # Errors
/// The session has ended.
pub async fn switch_back<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    visitor: &Visitor,
    request: &RequestFacts,
) -> Result<(), Error> {
    put(guard, visitor, None).await?;
    let event = event(SignInKind::ExitRole, &visitor.caller, request);
    // The log tells of it.
    let _ = guard.record_sign_in(event).await;
    Ok(())
}

/// The session that `AssumeRole` has made, which ends no later than that of the visitor.
async fn role_of<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    assumed: AssumeRoleResponse,
    visitor: &Visitor,
    request: &RequestFacts,
) -> Result<SwitchedRole, Error> {
    let ring = guard.ports().sealing_keys().await;
    let ring = ring.map_err(|error| error.answer())?;
    let token = assumed.credentials.and_then(|credentials| {
        let token = Token::open(&ring, credentials.session_token.expose()).ok()?;
        let counts = token.check(&credentials.access_key_id, request.received_at);
        counts.ok().map(|()| token)
    });
    let token = token.filter(|token| matches!(token.owner, SessionOwner::Role { .. }));
    let token = token.ok_or_else(|| Error::unknown_failure(ErrorCode::InternalFailure))?;
    Ok(SwitchedRole {
        owner: token.owner,
        session: Arc::new(Session {
            expires_at: token.session.expires_at.min(visitor.ends_at()),
            ..Session::clone(&token.session)
        }),
        display_name: None,
    })
}

/// Has the visitor's session act as `role`.
async fn put<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    visitor: &Visitor,
    role: Option<Switched>,
) -> Result<(), Error> {
    let put = guard
        .ports()
        .switch_console_session(&visitor.id, role)
        .await;
    if put.map_err(|error| error.answer())? {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::AccessDenied,
        "The console session has ended.",
    ))
}

/// SOURCE: CloudTrail's events of roles that users switched to: the session has the user's name.
fn session_name(caller: &Caller) -> &str {
    match caller.principal() {
        Principal::User(user) => user.name.as_str(),
        Principal::RoleSession(session) => &session.name,
        Principal::FederatedUser(user) => &user.name,
        // They assume no roles.
        Principal::RootUser(_) | Principal::Anonymous => "root",
    }
}

/// What is answered if the role went after it was decided on.
fn gone(caller: &Caller, role_arn: &str) -> Error {
    let text = bare_denial_text(caller.shown(), AssumeRole::ROW.action, role_arn);
    Error::new(ErrorCode::AccessDenied, text)
}

fn event<'a>(kind: SignInKind, who: &'a Caller, request: &'a RequestFacts) -> SignInEvent<'a> {
    SignInEvent::new(kind, SignInSubject::Proved(who), request)
}
