//! Work that no caller asked for.

/// Leave for the program itself to touch what callers need a [`Permit`](crate::Permit) for.
///
/// Its type is unlike a permit's, so that a search for `SystemWork` finds every place where
/// something happens without a decision, and each names its reason.
#[derive(Debug)]
pub struct SystemWork {
    reason: SystemReason,
}

/// Why the program acts on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemReason {
    /// The first start of a data directory makes its account.
    FirstStart,
    /// Somebody with access to the control socket, which is to say to the data directory, asked
    /// for it; the audit calls them `operator`.
    Operator,
    /// A decision needs to know of what it is about.
    Decision,
    /// Rules that users set for a bucket take effect in time.
    Lifecycle,
    /// What a crash left over is cleared away.
    Sweep,
    /// Last-used data that is gathered in memory is written down.
    LastUse,
    /// A report that somebody asked for is made.
    Report,
    /// Keys that seal are replaced in time.
    Rotation,
    /// A development server starts over.
    Reset,
    /// An operator has an account told for another server.
    Export,
    /// An operator has an account made that came from elsewhere.
    Import,
}

impl SystemWork {
    /// Work of the program itself, for `reason`.
    pub fn new(reason: SystemReason) -> Self {
        Self { reason }
    }

    /// Why it is done.
    pub fn reason(&self) -> SystemReason {
        self.reason
    }
}
