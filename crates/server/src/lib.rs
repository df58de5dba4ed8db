//! The `iamd` program: everything between the operating system and the domain.
//!
//! This crate deliberately holds no rule of IAM. It reads the configuration, takes the addresses
//! and files, speaks TLS and HTTP, keeps the limits on what peers may make large or slow, and hands
//! each request to a [`listen::Handler`]. Who may do what is decided below.
//!
//! ```text
//!  command line ── cli ──┬── config ── TABLE (flags > environment > file > defaults)
//!                        ├── serve ─── listen ── Handler ─┐
//!                        │     ├────── audit              ├─ service: the crates below, wired
//!                        │     └────── data_dir           │
//!                        └── control ─ Operator ──────────┘
//! ```
//!
//! Invariants:
//! - Wall clock, system randomness and environment are read in [`system`] and [`config`] alone;
//!   everything else takes them as arguments.
//! - Standard output holds only what is documented; the log goes to standard error and holds no
//!   secret.
//! - Whatever a peer can make large or slow has a limit in [`config::TABLE`], or a constant that
//!   is marked `LIMIT:`.
//! - An audit event is in its file before its request is answered, and nothing is changed while
//!   that cannot be ([`audit`]).
//! - One process at a time uses a data directory ([`data_dir`]).
//!
//! Entry points: [`cli::main`] is the program; [`serve::serve`] is a server from start to end;
//! [`listen::Listener`] serves any handler, as tests do:
//!
//! ```
//! use std::{sync::Arc, time::Duration};
//!
//! use iamd_server::{config, listen::{Answer, Door, Handler, Listener, Request, Stopper, Terms}};
//!
//! struct Echo;
//!
//! impl Handler for Echo {
//!     async fn handle(&self, request: Request) -> Answer {
//!         Answer::new(request.body.read().await.unwrap_or_default().into())
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let config = config::load(&config::Flags::default(), &config::Environment::default())?.config;
//! let terms = Arc::new(Terms::new(config.limits, config.timeouts, None));
//! let listener = Listener::bind(([127, 0, 0, 1], 0).into(), Door::Main)?;
//! println!("http://{}", listener.address());
//! let (stopper, stop) = Stopper::pair();
//! let serving = tokio::spawn(listener.run(Arc::new(Echo), terms, stop));
//! stopper.stop();
//! serving.await?;
//! # Ok(()) })
//! # }
//! ```

pub mod audit;
mod backup;
pub mod cli;
pub mod config;
pub mod control;
pub mod data_dir;
mod dispatch;
pub mod doctor;
pub mod explain;
pub mod listen;
pub mod logging;
pub mod metrics;
mod output;
mod rates;
pub mod serve;
pub mod service;
pub mod system;
pub mod tls;
pub mod verify;
