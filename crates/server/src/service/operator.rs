//! The operator's commands: each family has a file.
//!
//! A family gives a command a [`Deed`], which is what the audit log says of it, and carries it out.

mod account;
mod audit;
mod backup;
mod explain;
mod keys;
mod transfer;
mod verify;

use iamd_ident::{AccountId, random_uuid};
use serde_json::Value;

use super::{Service, said};
use crate::{
    audit::{AuditEvent, UserIdentity},
    control::{Answer, Command, Operator, Peer, Refusal},
};

/// What the audit log says of a command.
#[derive(Debug, Default)]
struct Deed {
    /// Such as `CreateAccount`.
    name: &'static str,
    /// Whether something may be changed.
    changes: bool,
    /// Whether the event is to be written before anything is done: where data leaves with the
    /// command, and not only with its answer. If it then fails, a second event says so.
    leaves: bool,
    /// The account that it is about.
    account: Option<AccountId>,
    /// What else is to be known. SECURITY: without secrets.
    parameters: Option<Value>,
}

impl Operator for Service {
    async fn perform(&self, command: Command, peer: Peer) -> Result<Answer, Refusal> {
        let audit = &self.0.parts.audit;
        // Whoever looks for what is wrong is told, whatever the audit log can take.
        let looks = matches!(command, Command::Audit(_) | Command::Verify(_));
        if !looks && audit.check().is_err() {
            return Err(Refusal("the audit log cannot be written".to_owned()));
        }
        let mut deed = deed(&command);
        if deed.leaves {
            self.record(&deed, None).await?;
        }
        let performed = self.carry_out(command, peer).await;
        if let Ok(answer) = &performed {
            complete(&mut deed, answer);
        }
        let error = performed.as_ref().err().map(ToString::to_string);
        if !deed.leaves || error.is_some() {
            let recorded = self.record(&deed, error.as_deref()).await;
            if !looks {
                recorded?;
            }
        }
        performed
    }
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
            error_message: error,
            request_parameters: deed.parameters.as_ref(),
            response_elements: None,
            additional_event_data: None,
            request_id: &request,
            event_id: &event,
            read_only: !deed.changes,
            event_type: "AwsServiceEvent",
            recipient_account_id: account.as_deref().unwrap_or_default(),
            session_credential_from_console: None,
            tls_details: None,
        };
        let written = self.0.parts.audit.record(&record).await;
        written.map_err(|error| Refusal(error.to_string()))
    }
}
