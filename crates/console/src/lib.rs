//! Signing in, the federation endpoint and the pages of the web console.
//!
//! What this crate deliberately is not: it decides nothing, keeps no session, and has no operation
//! and no rule of its own. Whoever is signed in calls the same operations as programs do, through
//! [`Guard`](iamd_auth::Guard); who that is, `iamd_auth` says. There is no script on any page.
//!
//! ```text
//! request ─ Console::answer ─ origin ─ router ─ extractors ──────── handler ─ template ─▶ page
//!              │                                 │                   │
//!              │             Visit: who is signed in, or sign in     ├─ visit.ask::<Operation>(members)
//!              │             Post: the form has its token            │     └─ decode ─ Guard ─ Permit ─ run
//!              └─ headers of every answer                            └─ refused ─▶ panel: layer, policy, statement
//! ```
//!
//! A group of pages has a module in `pages/` with its routes and handlers, templates of the same name
//! in `templates/pages/`, texts in `text/` and `text/english/`, and tests in `tests/console/`. Start
//! with the home page, `pages/home.rs`; macros for what pages are made of are in `templates/ui.html`.
//!
//! # Invariants
//! - A GET changes nothing, but for who is signed in by way of a federation.
//! - A form without the token of its session, or from another site, does nothing. A test walks all
//!   forms.
//! - What changes something runs to its end, and its event is in the audit, whatever becomes of the
//!   browser.
//! - Every text that somebody else may have chosen is escaped, and set apart by `bdi`. No page holds
//!   a script, a style or anything of another site, and the headers forbid them.
//! - No answer leads to another site, but to the one that somebody's session came from.
//! - A secret is on one page, the answer to the form that made it, and no cache keeps that.
//!
//! # Entry points
//! [`Console::new`], [`Console::answer`] for the console's own listener and host names,
//! [`Console::federation`] for the federation endpoint elsewhere, [`COOKIES`].

mod answer;
mod arrived;
mod ask;
mod assets;
mod confirm;
mod console;
mod cookies;
mod csrf;
mod error_page;
mod federation;
mod filled;
mod flash;
mod form;
mod gather;
mod headers;
mod identity;
mod link;
mod moment;
mod origin;
mod page;
mod pager;
mod pages;
mod refusal;
mod routes;
mod sign_in;
mod switch_role;
mod text;
mod to_the_end;
mod visible;
mod visitor;

pub use console::{Arrival, AtWork, Console, ConsoleParts, Route, Work};
pub use cookies::COOKIES;
pub use gather::{Gather, NotGathered};
