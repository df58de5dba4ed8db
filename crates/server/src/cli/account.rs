//! `iamd account …`: accounts are made and shown by whoever may use the data directory.

use clap::{Arg, ArgAction, ArgMatches, Command as Subcommand, value_parser};
use iamd_ident::{AccountId, Secret, Timestamp};
use zeroize::Zeroizing;

use super::{
    operator::{self, OperatorError, SETTINGS},
    options, root_password,
};
use crate::{
    config::Loaded,
    control::{Account, AccountAnswer, AccountCommand, Answer, Command},
    output::say,
    system::SystemRandom,
};

/// An account cannot be made or shown. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum AccountError {
    #[error(transparent)]
    Operator(#[from] OperatorError),
    #[error(transparent)]
    Password(#[from] root_password::PasswordError),
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

const ID: &str = "account";
const JSON: &str = "json";

pub(super) fn command() -> Subcommand {
    let id = || {
        Arg::new(ID)
            .value_name("ID")
            .value_parser(value_parser!(AccountId))
    };
    let with_settings = |command: Subcommand| {
        command.args(options::some(SETTINGS)).arg(
            Arg::new(JSON)
                .long("json")
                .action(ArgAction::SetTrue)
                .help("Print JSON"),
        )
    };
    Subcommand::new("account")
        .about("Make and show accounts, with the server running or not")
        .subcommand_required(true)
        .subcommand(with_settings(
            Subcommand::new("create")
                .about("Make an account with a root user, and print the root user's key")
                .arg(id().help("Its id, 12 digits; without one, a random id is taken")),
        ))
        .subcommand(with_settings(
            Subcommand::new("list").about("List all accounts"),
        ))
        .subcommand(with_settings(
            Subcommand::new("show")
                .about("Show what an account holds")
                .arg(id().required(true).help("Its id, 12 digits")),
        ))
        .subcommand(with_settings(
            Subcommand::new("root-password")
                .about("Let the root user of an account sign in to the console with a password")
                .long_about(
                    "Let the root user of an account sign in to the console with a password. It is \
                     asked for twice on the terminal, unless an option says where it comes from. Who \
                     is signed in as the root user is signed out.",
                )
                .arg(id().required(true).help("The account's id, 12 digits"))
                .args(root_password::options())
                .group(root_password::choice()),
        ))
}

/// Carries out one of the commands: by the server, or where none runs, by opening its store.
pub(super) fn run(name: &str, matches: &ArgMatches, loaded: &Loaded) -> Result<(), AccountError> {
    let id = matches.try_get_one::<AccountId>(ID).ok().flatten().copied();
    let mut generated = None;
    let command = match (name, id) {
        ("create", account_id) => AccountCommand::Create { account_id },
        ("show", Some(account_id)) => AccountCommand::Show { account_id },
        ("root-password", Some(account_id)) => {
            let wanted = root_password::wanted(account_id, matches, &SystemRandom);
            let wanted = wanted?;
            generated = wanted.generated;
            wanted.command
        }
        _ => AccountCommand::List,
    };
    let Answer::Account(answer) = operator::perform(Command::Account(command), loaded)? else {
        return Err(OperatorError::OtherAnswer.into());
    };
    let told = Told { answer, generated };
    if matches.get_flag(JSON) {
        say(&told.json()?);
    } else {
        say(&told.text());
    }
    Ok(())
}

/// What is printed: the answer, and the password that was made for it.
struct Told {
    answer: AccountAnswer,
    generated: Option<Secret<String>>,
}

impl Told {
    fn json(&self) -> serde_json::Result<Zeroizing<String>> {
        let mut json = serde_json::to_value(&self.answer)?;
        if let (Some(password), Some(members)) = (&self.generated, json.as_object_mut()) {
            members.insert("password".to_owned(), password.expose().as_str().into());
        }
        serde_json::to_string(&json).map(Zeroizing::new)
    }

    fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(text(&self.answer));
        if let Some(password) = &self.generated {
            text.push_str("the password, shown this once:\n");
            text.push_str(password.expose());
            text.push('\n');
        }
        text
    }
}

/// An answer for people.
fn text(answer: &AccountAnswer) -> String {
    match answer {
        AccountAnswer::AccountCreated { account, root_key } => format!(
            "# account {}; its root user's key is shown this once\nexport AWS_ACCESS_KEY_ID={}\n\
             export AWS_SECRET_ACCESS_KEY={}\n",
            account.account_id,
            root_key.access_key_id,
            root_key.secret_access_key.expose()
        ),
        AccountAnswer::Accounts { accounts } => accounts.iter().map(line).collect(),
        AccountAnswer::Account {
            account,
            alias,
            root_has_password,
            root_mfa_devices,
            users,
            groups,
            roles,
            policies,
            mfa_devices,
            buckets,
        } => format!(
            "account      {}\nalias        {}\ncreated      {}\nroot user    {}, {}\nusers        {users}\ngroups       {groups}\n\
             roles        {roles}\npolicies     {policies}\nMFA devices  {mfa_devices}\n\
             buckets      {buckets}\n",
            account.account_id,
            alias.as_deref().unwrap_or("none"),
            moment(account.created),
            if *root_has_password {
                "has a password"
            } else {
                "has no password"
            },
            match root_mfa_devices {
                0 => "no MFA device".to_owned(),
                1 => "1 MFA device".to_owned(),
                many => format!("{many} MFA devices"),
            },
        ),
        AccountAnswer::RootPasswordSet {
            account_id,
            sign_in_url,
        } => format!(
            "the root user of account {account_id} has a new password; it signs in at {sign_in_url}\n"
        ),
        AccountAnswer::RootPasswordRemoved {
            account_id,
            was_set: true,
        } => format!("the root user of account {account_id} has no password any more\n"),
        AccountAnswer::RootPasswordRemoved {
            account_id,
            was_set: false,
        } => format!("the root user of account {account_id} had no password\n"),
    }
}

fn line(account: &Account) -> String {
    format!("{}  {}\n", account.account_id, moment(account.created))
}

/// To the second, as AWS shows moments.
fn moment(created: Timestamp) -> impl std::fmt::Display {
    created.strftime("%Y-%m-%dT%H:%M:%SZ")
}
