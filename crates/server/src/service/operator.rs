//! The operator's commands.

use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::{Account, Error};
use iamd_ident::{AccountId, random_uuid};
use serde_json::{Value, json};

use super::{Service, said};
use crate::{
    audit::{AuditEvent, UserIdentity},
    control::{self, Answer, Command, Operator, Refusal, RootKey},
};

impl Operator for Service {
    async fn perform(&self, command: Command) -> Result<Answer, Refusal> {
        let audit = &self.0.parts.audit;
        if audit.check().is_err() {
            return Err(Refusal("the audit log cannot be written".to_owned()));
        }
        let (name, about) = (name_of(&command), About::of(&command));
        let performed = self.carry_out(command).await;
        let about = performed.as_ref().ok().and_then(About::told).or(about);
        let error = performed.as_ref().err().map(|error| said(error));
        self.record(name, about.as_ref(), error.as_deref()).await?;
        performed.map_err(|error| Refusal(said(&error)))
    }
}

fn name_of(command: &Command) -> &'static str {
    match command {
        Command::AccountCreate { .. } => "CreateAccount",
        Command::AccountList => "ListAccounts",
        Command::AccountShow { .. } => "DescribeAccount",
        Command::RootPasswordSet { .. } => "SetRootPassword",
        Command::RootPasswordRemove { .. } => "RemoveRootPassword",
        Command::Explain { .. } => "ExplainRequest",
    }
}

/// What a command is about.
enum About {
    Account(AccountId),
    Request(String),
}

impl About {
    /// As far as the command says.
    fn of(command: &Command) -> Option<Self> {
        match command {
            Command::AccountCreate { account_id } => account_id.map(Self::Account),
            Command::AccountList => None,
            Command::AccountShow { account_id }
            | Command::RootPasswordSet { account_id, .. }
            | Command::RootPasswordRemove { account_id } => Some(Self::Account(*account_id)),
            Command::Explain { request_id } => Some(Self::Request(request_id.clone())),
        }
    }

    /// As the answer says: an id that was left to chance stands only there.
    fn told(answer: &Answer) -> Option<Self> {
        match answer {
            Answer::AccountCreated { account, .. } | Answer::Account { account, .. } => {
                Some(Self::Account(account.account_id))
            }
            Answer::RootPasswordSet { account_id, .. }
            | Answer::RootPasswordRemoved { account_id, .. } => Some(Self::Account(*account_id)),
            Answer::Accounts { .. } | Answer::Explained { .. } => None,
        }
    }

    fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(account) => Some(*account),
            Self::Request(_) => None,
        }
    }

    fn parameters(&self) -> Value {
        match self {
            Self::Account(account) => json!({ "accountId": account.to_string() }),
            Self::Request(id) => json!({ "requestId": id }),
        }
    }
}

/// The console's page where root users sign in.
const ROOT_SIGN_IN: &str = "/signin/root";

/// Commands that change something.
const CHANGES: [&str; 3] = ["CreateAccount", "RemoveRootPassword", "SetRootPassword"];

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
                let root = directory.root_sign_in(&work, account_id).await?;
                let counts = directory.count_entities(&work, account_id).await?;
                Ok(Answer::Account {
                    account: short(&account),
                    alias: account.alias.map(|alias| alias.to_string()),
                    root_has_password: root.has_password,
                    root_mfa_devices: u64::try_from(root.mfa_devices).unwrap_or(u64::MAX),
                    users: counts.users,
                    groups: counts.groups,
                    roles: counts.roles,
                    policies: counts.policies,
                    mfa_devices: counts.mfa_devices,
                    buckets: counts.buckets,
                })
            }
            Command::RootPasswordSet {
                account_id,
                password,
            } => {
                let set = directory.set_root_password(&work, account_id, &password);
                set.await?;
                Ok(Answer::RootPasswordSet {
                    account_id,
                    sign_in_url: format!("{}{ROOT_SIGN_IN}", self.0.parts.console_url),
                })
            }
            Command::RootPasswordRemove { account_id } => Ok(Answer::RootPasswordRemoved {
                account_id,
                was_set: directory.remove_root_password(&work, account_id).await?,
            }),
            Command::Explain { request_id } => Ok(Answer::Explained {
                denial: self.0.denials.find(&request_id).map(Box::new),
            }),
        }
    }

    /// One event for each command, by `operator`.
    async fn record(
        &self,
        name: &str,
        about: Option<&About>,
        error: Option<&str>,
    ) -> Result<(), Refusal> {
        let account = about.and_then(About::account);
        let account = account.map(|account| account.to_string());
        let parameters = about.map(About::parameters);
        let (request, event) = (random_uuid(self.ids()), random_uuid(self.ids()));
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
            read_only: !CHANGES.contains(&name),
            event_type: "AwsServiceEvent",
            recipient_account_id: account.as_deref().unwrap_or_default(),
            session_credential_from_console: None,
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
