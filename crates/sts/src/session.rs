//! What is asked of a session, as types of the house; and its credentials, as answers have them.
//!
//! The codec has checked patterns and lengths already; what is checked here is what they do not
//! say.

mod credentials;
mod duration;
mod policies;
mod tags;

pub(crate) use self::{
    credentials::{credentials, token_bytes, token_bytes_min, token_percent, told},
    duration::{chained, of_account, switched, within},
    policies::SessionPolicies,
    tags::{session_tags, transitive_keys},
};
