//! The service as a whole.

use iamd_directory::{CREDENTIAL_REPORT_SECONDS, Directory};
use iamd_jwt::IssuerUrls;

/// AWS IAM over a directory. For each operation that it performs it implements
/// [`Perform`](iamd_auth::Perform).
#[derive(Clone)]
pub struct Iam {
    directory: Directory,
    issuers: IssuerUrls,
    report_seconds: u64,
}

impl Iam {
    /// The service over this directory.
    pub fn new(directory: Directory) -> Self {
        Self {
            directory,
            issuers: IssuerUrls::default(),
            report_seconds: CREDENTIAL_REPORT_SECONDS,
        }
    }

    /// The same, whose issuers of web identities are found at these URLs.
    #[must_use]
    pub fn issuing_at(mut self, issuers: IssuerUrls) -> Self {
        self.issuers = issuers;
        self
    }

    /// The same, which makes a new credential report if the last one is older than this.
    #[must_use]
    pub fn keeping_reports(mut self, seconds: u64) -> Self {
        self.report_seconds = seconds;
        self
    }

    pub(crate) fn report_seconds(&self) -> u64 {
        self.report_seconds
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.directory
    }

    pub(crate) fn issuers(&self) -> &IssuerUrls {
        &self.issuers
    }
}
