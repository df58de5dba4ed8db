//! An audit in memory.

use iamd_auth::{
    Audit, AuditError, AuditEvent, Caller, Denial, Principal, SignInEvent, SignInSubject,
};
use iamd_policy::Decision;
use parking_lot::Mutex;

/// An audit that may be full from the beginning, or fail with the next event.
#[derive(Default)]
pub(crate) struct Events {
    pub(crate) full: bool,
    pub(crate) fails: bool,
    /// Operation, resource, who decided, and the code of the error, of each event.
    pub(crate) written: Mutex<Vec<String>>,
    /// What, who, failure and device of each event of signing in.
    pub(crate) sign_ins: Mutex<Vec<String>>,
    /// What was denied, on what, by which layer, and what became of each statement.
    pub(crate) denials: Mutex<Vec<String>>,
}

/// A denial on one line: each statement with its index and whether it matched.
fn told(denial: &Denial) -> String {
    let statements = denial.trace.statements().iter();
    let statements: Vec<String> = statements
        .map(|traced| format!("{} {}", traced.statement.index(), traced.matched()))
        .collect();
    let Decision { outcome, layer, .. } = denial.decision;
    format!(
        "{} on {}: {outcome:?} by {layer:?}; {}",
        denial.action,
        denial.resource,
        statements.join(", ")
    )
}

impl Audit for Events {
    fn is_writable(&self) -> bool {
        !self.full
    }

    async fn record(&self, event: AuditEvent<'_>) -> Result<(), AuditError> {
        if self.full || self.fails {
            return Err(AuditError {
                reason: "the disk is full".to_owned(),
            });
        }
        self.denials.lock().extend(event.denial.map(told));
        self.written.lock().push(format!(
            "{} {} by {} on {}: {}",
            event.call.caller.shown(),
            event.operation.action,
            event.decided_by.as_deref().unwrap_or("nothing"),
            event
                .resource
                .map_or("nothing", |resource| resource.arn.as_str()),
            event.error.map_or("performed", |error| error.code.as_str()),
        ));
        Ok(())
    }

    async fn record_sign_in(&self, event: SignInEvent<'_>) -> Result<(), AuditError> {
        if self.full || self.fails {
            return Err(AuditError {
                reason: "the disk is full".to_owned(),
            });
        }
        let failure = event.failure.map_or("done", |failure| failure.as_str());
        let from = event
            .switched_from
            .map(|from| format!(" from {}", from.shown()));
        let device = event.mfa_device.map(|device| format!(" with {device}"));
        self.sign_ins.lock().push(format!(
            "{} by {}{}{}: {failure}",
            event.kind.as_str(),
            who(event.who),
            from.unwrap_or_default(),
            device.unwrap_or_default(),
        ));
        Ok(())
    }
}

fn who(subject: SignInSubject<'_>) -> String {
    match subject {
        SignInSubject::Proved(caller) => caller.shown().to_owned(),
        SignInSubject::Claimed(principal) => format!("{} it says", claimed(principal)),
        SignInSubject::Unknown { account } => format!("nobody of {account:?}"),
    }
}

fn claimed(principal: &Principal) -> String {
    let key = "AKIAIOSFODNN7EXAMPLE".parse().unwrap();
    Caller::new(principal.clone(), key).shown().to_owned()
}
