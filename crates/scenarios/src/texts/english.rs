//! The texts in English.

mod access_keys;
mod buckets;
mod federation;
mod mfa;
mod policies;
mod roles;
mod run;
mod users;

use crate::{Event, Question};

pub(super) const NO_CODE: &str = "A code has six digits.";

pub(super) fn event(event: &Event<'_>) -> String {
    match event {
        Event::Run(event) => run::text(event),
        Event::Key(event) => access_keys::text(event),
        Event::User(event) => users::text(event),
        Event::Policy(event) => policies::text(event),
        Event::Bucket(event) => buckets::text(event),
        Event::Mfa(event) => mfa::text(event),
        Event::Role(event) => roles::text(event),
        Event::Federation(event) => federation::text(event),
    }
}

pub(super) fn question(question: &Question<'_>) -> String {
    let what = match question {
        Question::StandIn { user } => format!(
            "This makes the IAM user {user} with full rights and an access key, and removes it \
             with all that it makes at the end."
        ),
        Question::AccessKey { user } => {
            format!("This makes an access key for {user} and deletes it at the end.")
        }
        Question::Users { bucket } => format!(
            "This makes two IAM users, an access key and a policy for each of them, and the bucket \
             {bucket}, and deletes them all at the end."
        ),
        Question::Mfa {
            account,
            role_account,
        } => format!(
            "This makes an IAM user with an MFA device and an access key in the account {account}, \
             a role and a policy in the account {role_account}, and a file with a QR code, and \
             deletes them all at the end. You need an authenticator that can scan the QR code."
        ),
        Question::FederatedUrl { role } => format!(
            "This makes the role {role}, which may read all that is in S3, and a URL that opens the \
             console with its rights for whoever has it; it deletes the role at the end."
        ),
        Question::Done => {
            return "When you are done with the console, press Enter: the role is deleted then."
                .to_owned();
        }
        Question::FirstCode => return "The code that your authenticator shows:".to_owned(),
        Question::SecondCode => return "The next code, once it changes:".to_owned(),
        Question::NextCode => return "A code that you did not give yet:".to_owned(),
    };
    format!("{what} Go on? [y/N]")
}
