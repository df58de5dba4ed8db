//! What a signature says, wherever it stands.

use std::borrow::Cow;

use super::Presigned;

/// The parts of a signature as the client sent them, decoded and not yet checked.
#[derive(Debug)]
pub(super) struct Claim<'r> {
    pub(super) credential: Cow<'r, str>,
    pub(super) signed_headers: Cow<'r, str>,
    pub(super) signature: Cow<'r, str>,
    pub(super) date: Cow<'r, str>,
    pub(super) session_token: Option<Cow<'r, str>>,
    pub(super) presigned: Option<Presigned>,
}
