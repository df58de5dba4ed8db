//! The sample programs of identity and access management, as a client of any endpoint: AWS's own,
//! iamd's, or another that speaks the same protocols.
//!
//! What this crate deliberately is not: a part of the server. It knows nothing of iamd and uses
//! only the public wire, by the official AWS SDK for Rust; what it shows is therefore what every
//! other client sees.
//!
//! # How a program runs
//!
//! ```text
//! who calls? ─ the root user, and the program ─► make an administrator, ─┐
//!      │       needs an IAM user                wait for its key         │
//!      │                                                                 ▼
//!      └────── anybody else who fits ──────────────────────────────► the program ─► take down
//!                                                                        │          what was made
//!                                               error or Ctrl-C ─────────┴────────────▲
//! ```
//!
//! A program is a row of [`SCENARIOS`]. It works on a [`Stage`]: it asks the person before it makes
//! anything, takes each step through the stage, so that Ctrl-C ends it between two steps, says what
//! happens as [`Event`]s and registers what it makes for removal. It never waits for a fixed time:
//! where a new key may not be known yet, it tries, up to a limit, until it is; where a code was used,
//! it waits for the next. What a person reads stands in [`texts`], apart from the logic.
//!
//! # Invariants
//!
//! - What was made is removed in reverse order, whether the program ended well or not; what could
//!   not be removed is named.
//! - Nothing is made before the person agreed, and nothing is removed that the program did not make.
//! - Standard output has only the program's own words or, as JSON, only data, an object a line.
//! - A secret is shown only if the person asked for it. The URL that signs in to the console is what a
//!   program is for: it is shown, and never logged. The QR code of an MFA device holds its seed
//!   and is there to be scanned: it is shown as text and kept in a file for nobody else until the
//!   device is enabled, and is no part of the data.
//!
//! # Entry points
//!
//! [`run`] runs a program, as the binary `iamd-scenarios` does. The calls of the programs are
//! functions of their own: [`access_keys::list_keys`], [`users::create_user`],
//! [`policies::create_policy`], [`buckets::create_bucket`], [`mfa::create_device`],
//! [`roles::assume_role`], [`federation::get_signin_token`] and their neighbours.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use iamd_scenarios::access_keys;
//!
//! let iam = aws_sdk_iam::Client::new(&iamd_scenarios::aws_configuration().await);
//! let key = access_keys::create_key(&iam, "Bob").await?;
//! access_keys::update_key(&iam, "Bob", &key.access_key_id, false).await?;
//! access_keys::delete_key(&iam, "Bob", &key.access_key_id).await?;
//! # Ok(())
//! # }
//! ```

pub mod access_keys;
mod account;
mod authenticator;
pub mod buckets;
mod caller;
mod cleanup;
mod clients;
mod clock;
mod codes;
mod configuration;
mod consent;
mod event;
mod failure;
pub mod federation;
mod interrupt;
mod made;
pub mod mfa;
mod names;
mod output;
pub mod policies;
mod qr_code;
mod retry;
pub mod roles;
mod scenario;
mod stage;
pub mod texts;
pub mod users;

pub use account::Account;
pub use authenticator::Authenticator;
pub use clients::Clients;
pub use clock::Clock;
pub use configuration::{aws_configuration, configuration_of_profile};
pub use consent::Consent;
pub use event::{
    Awaited, BucketEvent, Event, FederationEvent, KeyEvent, KeyState, MfaEvent, PolicyEvent,
    Question, RoleEvent, RunEvent, UserEvent,
};
pub use failure::{Failure, Problem};
pub use federation::{Browser, SigninEndpoint};
pub use interrupt::Interrupt;
pub use made::Made;
pub use names::Names;
pub use output::{Format, Output};
pub use qr_code::{QrCode, QrFault};
pub use scenario::{CalledBy, Ended, FederationSetting, Flag, SCENARIOS, Scenario, Setting, run};
pub use stage::Stage;
