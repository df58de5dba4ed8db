//! Accounts and their root users.

use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::Account;
use iamd_ident::AccountId;
use serde_json::json;

use super::{Deed, Effect, refused};
use crate::{
    control::{self, AccountAnswer, AccountCommand, Refusal, RootKey},
    service::Service,
};

/// The console's page where root users sign in.
const ROOT_SIGN_IN: &str = "/signin/root";

pub(super) fn deed(command: &AccountCommand) -> Deed {
    let (name, changes, account) = match command {
        AccountCommand::Create { account_id } => ("CreateAccount", true, *account_id),
        AccountCommand::List => ("ListAccounts", false, None),
        AccountCommand::Show { account_id } => ("DescribeAccount", false, Some(*account_id)),
        AccountCommand::RootPasswordSet { account_id, .. } => {
            ("SetRootPassword", true, Some(*account_id))
        }
        AccountCommand::RootPasswordRemove { account_id } => {
            ("RemoveRootPassword", true, Some(*account_id))
        }
    };
    let mut deed = Deed {
        name,
        effect: Effect::of_change(changes),
        ..Deed::default()
    };
    if let Some(account) = account {
        is_about(&mut deed, account);
    }
    deed
}

pub(super) fn complete(deed: &mut Deed, answer: &AccountAnswer) {
    if let AccountAnswer::AccountCreated { account, .. } = answer {
        is_about(deed, account.account_id);
    }
}

fn is_about(deed: &mut Deed, account: AccountId) {
    deed.account = Some(account);
    deed.parameters = Some(json!({ "accountId": account.to_string() }));
}

impl Service {
    pub(super) async fn account(&self, command: AccountCommand) -> Result<AccountAnswer, Refusal> {
        let carried_out = self.change_account(command).await;
        carried_out.map_err(|error| refused(&error))
    }

    async fn change_account(
        &self,
        command: AccountCommand,
    ) -> Result<AccountAnswer, iamd_directory::Error> {
        let work = SystemWork::new(SystemReason::Operator);
        let directory = &self.0.directory;
        match command {
            AccountCommand::Create { account_id } => {
                let id = account_id.unwrap_or_else(|| AccountId::random(self.random()));
                let key = directory.fresh_key(id);
                let root_key = RootKey {
                    access_key_id: key.id.clone(),
                    secret_access_key: key.secret.clone(),
                };
                let account = directory.create_account(&work, id, key).await?;
                Ok(AccountAnswer::AccountCreated {
                    account: short(&account),
                    root_key,
                })
            }
            AccountCommand::List => {
                let accounts = directory.list_accounts(&work).await?;
                Ok(AccountAnswer::Accounts {
                    accounts: accounts.iter().map(short).collect(),
                })
            }
            AccountCommand::Show { account_id } => self.show_account(&work, account_id).await,
            AccountCommand::RootPasswordSet {
                account_id,
                password,
            } => {
                let set = directory.set_root_password(&work, account_id, &password);
                set.await?;
                Ok(AccountAnswer::RootPasswordSet {
                    account_id,
                    sign_in_url: format!("{}{ROOT_SIGN_IN}", self.0.parts.console_url),
                })
            }
            AccountCommand::RootPasswordRemove { account_id } => {
                Ok(AccountAnswer::RootPasswordRemoved {
                    account_id,
                    was_set: directory.remove_root_password(&work, account_id).await?,
                })
            }
        }
    }

    async fn show_account(
        &self,
        work: &SystemWork,
        account_id: AccountId,
    ) -> Result<AccountAnswer, iamd_directory::Error> {
        let directory = &self.0.directory;
        let account = directory.account(work, account_id).await?;
        let root = directory.root_sign_in(work, account_id).await?;
        let counts = directory.count_entities(work, account_id).await?;
        Ok(AccountAnswer::Account {
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
}

fn short(account: &Account) -> control::Account {
    control::Account {
        account_id: account.id,
        created: account.created,
    }
}
