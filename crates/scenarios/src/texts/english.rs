//! The texts in English.

mod access_keys;
mod buckets;
mod policies;
mod run;
mod users;

use crate::{Event, Question};

pub(super) fn event(event: &Event<'_>) -> String {
    match event {
        Event::Run(event) => run::text(event),
        Event::Key(event) => access_keys::text(event),
        Event::User(event) => users::text(event),
        Event::Policy(event) => policies::text(event),
        Event::Bucket(event) => buckets::text(event),
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
    };
    format!("{what} Go on? [y/N]")
}
