//! The operator's commands: each family has a file.
//!
//! A family gives a command a [`Deed`], which is what the audit log says of it, and carries it out.

mod account;
mod audit;
mod backup;
mod explain;
mod keys;
#[cfg(test)]
mod tests;
mod transfer;
mod verify;

use iamd_ident::{AccountId, random_uuid};
use serde_json::Value;

use super::{Service, said};
use crate::{
    audit::{AuditEvent, UserIdentity},
    control::{Answer, Command, Operator, Peer, Refusal, Teller},
};

/// What the audit log says of a command.
#[derive(Debug, Default)]
struct Deed {
    /// Such as `CreateAccount`.
    name: &'static str,
    effect: Effect,
    /// Whether the event is to be written before anything is done: where data leaves with the
    /// command, and not only with its answer. If it then fails, a second event says so.
    leaves: bool,
    /// Whether its errors tell of what was read, in which secrets may stand in any place. Then the audit
    /// log says that it failed, and not why.
    reads: bool,
    /// The account that it is about.
    account: Option<AccountId>,
    /// What else is to be known. SECURITY: without secrets.
    parameters: Option<Value>,
}

/// What a command does, as far as it matters whether its event can be written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// Nothing is changed.
    #[default]
    Looks,
    /// Something may be changed.
    Changes,
    /// Nothing is changed, and secrets leave that whoever gets them can read.
    GivesSecrets,
}

impl Effect {
    fn of_change(changes: bool) -> Self {
        if changes { Self::Changes } else { Self::Looks }
    }
}

impl Deed {
    /// Whether it is refused while the audit log cannot be written. What only looks is not: it is
    /// what helps then, a backup above all.
    fn needs_its_event(&self) -> bool {
        self.effect != Effect::Looks
    }
}

impl Operator for Service {
    async fn perform(&self, command: Command, peer: Peer) -> Result<Answer, Refusal> {
        let mut deed = deed(&command);
        if deed.needs_its_event() {
            let writable = self.0.parts.audit.check();
            writable.map_err(|error| refused(&error))?;
        }
        let teller = peer.teller();
        if deed.leaves {
            let recorded = self.record(&deed, None).await;
            if deed.needs_its_event() {
                recorded?;
            } else if let Err(unrecorded) = recorded {
                tell_unrecorded(&deed, &unrecorded, &teller).await;
            }
        }
        let performed = self.carry_out(command, peer).await;
        if let Ok(answer) = &performed {
            complete(&mut deed, answer);
        }
        let error = performed.as_ref().err().map(ToString::to_string);
        if (!deed.leaves || error.is_some())
            && let Err(unrecorded) = self.record(&deed, error.as_deref()).await
        {
            // What was done was done, and the answer may be the only copy of a key.
            tell_unrecorded(&deed, &unrecorded, &teller).await;
        }
        performed
    }
}

/// Says that a command may not be in the audit log: to the operator, and in the server's own log.
async fn tell_unrecorded(deed: &Deed, unrecorded: &Refusal, teller: &Teller) {
    tracing::error!(
        command = deed.name, error = %unrecorded,
        "an operator's command may not be in the audit log"
    );
    let kept = if deed.effect == Effect::Changes {
        "the event of this command is in it only once it can be, if the server lives until then"
    } else {
        "the event of this command may be missing in it"
    };
    teller.warn(format!("{unrecorded}; {kept}")).await;
}

fn deed(command: &Command) -> Deed {
    match command {
        Command::Account(command) => account::deed(command),
        Command::Audit(command) => audit::deed(command),
        Command::Backup(command) => backup::deed(command),
        Command::Explain(command) => explain::deed(command),
        Command::Keys(command) => keys::deed(command),
        Command::Transfer(command) => transfer::deed(command),
        Command::Verify(command) => verify::deed(*command),
    }
}

/// What is known only after the command: an id that was left to chance stands in the answer.
fn complete(deed: &mut Deed, answer: &Answer) {
    match answer {
        Answer::Account(answer) => account::complete(deed, answer),
        Answer::Transfer(answer) => transfer::complete(deed, answer),
        Answer::Audit(_)
        | Answer::Backup(_)
        | Answer::Explain(_)
        | Answer::Keys(_)
        | Answer::Verify(_) => {}
    }
}

/// An error of the crates below, as an operator reads it.
fn refused(error: &dyn std::error::Error) -> Refusal {
    Refusal(said(error))
}

impl Service {
    async fn carry_out(&self, command: Command, peer: Peer) -> Result<Answer, Refusal> {
        match command {
            Command::Account(command) => self.account(command).await.map(Answer::Account),
            Command::Audit(command) => {
                let read = self.audit_log(command, &peer).await;
                read.map(Answer::Audit)
            }
            Command::Backup(command) => {
                let made = self.backup(&command, &peer).await;
                made.map(Answer::Backup)
            }
            Command::Explain(command) => Ok(Answer::Explain(self.explain(&command))),
            Command::Keys(command) => self.keys(command, &peer).await.map(Answer::Keys),
            Command::Transfer(command) => {
                let transferred = self.transfer(command, peer).await;
                transferred.map(Answer::Transfer)
            }
            Command::Verify(command) => {
                let looked = self.verify_for(command, peer).await;
                looked.map(Answer::Verify)
            }
        }
    }

    /// One event for each command, by `operator`.
    async fn record(&self, deed: &Deed, error: Option<&str>) -> Result<(), Refusal> {
        let account = deed.account.map(|account| account.to_string());
        let (request, event) = (random_uuid(self.ids()), random_uuid(self.ids()));
        let record = AuditEvent {
            user_identity: UserIdentity {
                r#type: "AWSService",
                principal_id: Some("operator"),
                ..UserIdentity::default()
            },
            event_time: self.clock().now(),
            event_source: "iamd",
            event_name: deed.name,
            aws_region: self.0.parts.config.region.as_str(),
            source_ip_address: "control.sock",
            user_agent: None,
            error_code: error.map(|_| "Refused"),
            error_message: error.filter(|_| !deed.reads),
            request_parameters: deed.parameters.as_ref(),
            response_elements: None,
            additional_event_data: None,
            request_id: &request,
            event_id: &event,
            read_only: deed.effect != Effect::Changes,
            event_type: "AwsServiceEvent",
            recipient_account_id: account.as_deref().unwrap_or_default(),
            session_credential_from_console: None,
            tls_details: None,
        };
        let written = self.0.parts.audit.record(&record).await;
        written.map_err(|error| Refusal(error.to_string()))
    }
}
