//! The operator's commands.

use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::{Account, Error};
use iamd_ident::AccountId;
use serde_json::json;

use super::{Service, said};
use crate::{
    audit::{AuditEvent, UserIdentity},
    control::{self, Answer, Command, Operator, Refusal, RootKey},
    dispatch::request_id,
};

impl Operator for Service {
    async fn perform(&self, command: Command) -> Result<Answer, Refusal> {
        let audit = &self.0.parts.audit;
        if audit.check().is_err() {
            return Err(Refusal("the audit log cannot be written".to_owned()));
        }
        let (name, asked) = (name_of(&command), account_of(&command));
        let performed = self.carry_out(command).await;
        let account = performed.as_ref().ok().and_then(account_told).or(asked);
        let error = performed.as_ref().err().map(|error| said(error));
        self.record(name, account, error.as_deref()).await?;
        performed.map_err(|error| Refusal(said(&error)))
    }
}

fn name_of(command: &Command) -> &'static str {
    match command {
        Command::AccountCreate { .. } => "CreateAccount",
        Command::AccountList => "ListAccounts",
        Command::AccountShow { .. } => "DescribeAccount",
    }
}

/// The account that a command is about, as far as the command says.
fn account_of(command: &Command) -> Option<AccountId> {
    match command {
        Command::AccountCreate { account_id } => *account_id,
        Command::AccountList => None,
        Command::AccountShow { account_id } => Some(*account_id),
    }
}

/// The account that an answer is about: an id that was left to chance stands only there.
fn account_told(answer: &Answer) -> Option<AccountId> {
    match answer {
        Answer::AccountCreated { account, .. } | Answer::Account { account, .. } => {
            Some(account.account_id)
        }
        Answer::Accounts { .. } => None,
    }
}

impl Service {
    async fn carry_out(&self, command: Command) -> Result<Answer, Error> {
        let work = SystemWork::new(SystemReason::Operator);
        let directory = &self.0.directory;
        match command {
            Command::AccountCreate { account_id } => {
                let id = account_id.unwrap_or_else(|| AccountId::random(self.random()));
                let key = directory.fresh_key(id);
                let root_key = RootKey {
                    access_key_id: key.id.clone(),
                    secret_access_key: key.secret.clone(),
                };
                let account = directory.create_account(&work, id, key).await?;
                Ok(Answer::AccountCreated {
                    account: short(&account),
                    root_key,
                })
            }
            Command::AccountList => {
                let accounts = directory.list_accounts(&work).await?;
                Ok(Answer::Accounts {
                    accounts: accounts.iter().map(short).collect(),
                })
            }
            Command::AccountShow { account_id } => {
                let account = directory.account(&work, account_id).await?;
                let (users, policies) = directory.count_entities(&work, account_id).await?;
                Ok(Answer::Account {
                    account: short(&account),
                    users,
                    policies,
                })
            }
        }
    }

    /// One event for each command, by `operator`.
    async fn record(
        &self,
        name: &str,
        account: Option<AccountId>,
        error: Option<&str>,
    ) -> Result<(), Refusal> {
        let account = account.map(|account| account.to_string());
        let parameters = account
            .as_ref()
            .map(|account| json!({ "accountId": account }));
        let (request, event) = (request_id(self.ids()), request_id(self.ids()));
        let record = AuditEvent {
            user_identity: UserIdentity {
                r#type: "AWSService",
                principal_id: Some("operator"),
                ..UserIdentity::default()
            },
            event_time: self.clock().now(),
            event_source: "iamd",
            event_name: name,
            aws_region: self.0.parts.config.region.as_str(),
            source_ip_address: "control.sock",
            user_agent: None,
            error_code: error.map(|_| "Refused"),
            error_message: error,
            request_parameters: parameters.as_ref(),
            response_elements: None,
            additional_event_data: None,
            request_id: &request,
            event_id: &event,
            read_only: name != "CreateAccount",
            event_type: "AwsServiceEvent",
            recipient_account_id: account.as_deref().unwrap_or_default(),
            tls_details: None,
        };
        let written = self.0.parts.audit.record(&record).await;
        written.map_err(|error| Refusal(error.to_string()))
    }
}

fn short(account: &Account) -> control::Account {
    control::Account {
        account_id: account.id,
        created: account.created,
    }
}
