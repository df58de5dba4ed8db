//! The sample programs of identity and access management, as a client of any endpoint: AWS's own,
//! iamd's, or another that speaks the same protocols.
//!
//! What this crate deliberately is not: a part of the server. It knows nothing of iamd and uses
//! only the public wire, by the official AWS SDK for Rust; what it shows is therefore what every
//! other client sees.
//!
//! # Learn by running
//!
//! AWS explains each of these programs on a page of its SDK code examples, in Python. Here is each of
//! them in Rust. The page of its module goes through AWS's page step by step and says which function
//! takes the step and which operation it calls.
//!
//! | AWS's page | here | the command |
//! |---|---|---|
//! | Manage IAM access keys | [`access_keys`] | `iamd-scenarios access-keys` |
//! | Create read-only and read-write IAM users | [`users`] | `iamd-scenarios users` |
//! | Assume an IAM role that requires an MFA token | [`mfa`] | `iamd-scenarios mfa` |
//! | Construct a URL for federated users | [`federation`] | `iamd-scenarios federated-url` |
//! | Manage your IAM account | [`account`] | `iamd-scenarios account` |
//!
//! Start a server with `iamd serve` in one terminal, and in the same folder, in another:
//!
//! ```sh
//! cargo run --release -p iamd-scenarios -- all --yes
//! ```
//!
//! That is all five in a row, without a question; without `--yes` each asks before it makes anything.
//! Against AWS, or as somebody else than the root user of the server that was started here, the
//! environment says who calls and where, as for every AWS SDK: `AWS_ACCESS_KEY_ID`,
//! `AWS_ENDPOINT_URL` and so on. `--verbose` shows each call, `--json` the data, and `--lang` or the
//! locale chooses among the languages of [`texts`].
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
//! A call has a limit of time, and while an answer does not come the program says that it waits. A
//! call whose answer is lost is not made again, as it may have been done: what it would have made is
//! removed all the same. When the server is gone, the clean-up waits for it a while. What is left
//! then, it names, with the commands of the AWS command line that remove it.
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
//! - A program that did not go to its end does not end with the exit code 0.
//!
//! # Entry points
//!
//! [`run`] runs a program and [`run_all`] all of them, as the binary `iamd-scenarios` does. The calls
//! of the programs are functions of their own: [`access_keys::list_keys`], [`users::create_user`],
//! [`policies::create_policy`], [`buckets::create_bucket`], [`mfa::create_device`],
//! [`roles::assume_role`], [`federation::get_signin_token`], [`account::aliases::create_alias`] and
//! their neighbours.
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
pub mod account;
mod attempt;
mod authenticator;
pub mod buckets;
mod caller;
mod cleanup;
mod clients;
mod clock;
mod codes;
pub mod command_line;
mod configuration;
mod consent;
mod credentials_file;
mod event;
mod failure;
pub mod federation;
mod interrupt;
mod left;
mod made;
pub mod mfa;
mod names;
mod output;
mod patience;
pub mod policies;
mod qr_code;
mod retry;
pub mod roles;
mod scenario;
mod stage;
pub mod texts;
pub mod users;

pub use account::Account;
pub use attempt::Attempt;
pub use authenticator::Authenticator;
pub use clients::Clients;
pub use clock::Clock;
pub use configuration::{Connection, Profile, aws_configuration};
pub use consent::Consent;
pub use credentials_file::{CredentialsFile, DEFAULT_CREDENTIALS_FILE, credentials_file_in};
pub use event::{
    AccountEvent, Awaited, BucketEvent, Details, Event, FederationEvent, KeyEvent, KeyState,
    MfaEvent, PasswordRules, PolicyEvent, Question, RoleEvent, RunEvent, SamlProvider, UserEvent,
};
pub use failure::{CredentialsFault, Failure, FileAttempt, Problem, ProfileFault};
pub use federation::{Browser, SigninEndpoint};
pub use interrupt::Interrupt;
pub use left::Left;
pub use made::Made;
pub use names::Names;
pub use output::{Format, Output};
pub use qr_code::{QrCode, QrFault};
pub use scenario::{
    ALL, CalledBy, Ended, FederationSetting, Flag, SCENARIOS, Scenario, Setting, run, run_all,
};
pub use stage::Stage;
