//! The texts in Korean.

mod access_keys;
mod account;
pub(super) mod attempts;
mod buckets;
pub(super) mod command_line;
pub(super) mod failures;
mod federation;
pub(super) mod made;
mod mfa;
mod policies;
pub(super) mod questions;
mod roles;
mod run;
mod users;

use crate::Event;

pub(super) const NO_CODE: &str = "코드는 숫자 여섯 자리입니다.";

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
        Event::Account(event) => account::text(event),
    }
}
