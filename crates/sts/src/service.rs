//! The service as a whole.

use std::sync::Arc;

use iamd_api::{Error, sts::GetAccessKeyInfo};
use iamd_auth::{Call, Issued, Issues, NewSession, Permit, issue_session};
use iamd_directory::Directory;
use iamd_ident::{AccessKeyId, AccountId, Random, random_uuid};
use iamd_jwt::IssuerUrls;

use crate::error;

/// AWS STS over a directory. For each operation that it performs it implements
/// [`Perform`](iamd_auth::Perform).
#[derive(Clone)]
pub struct Sts {
    directory: Directory,
    random: Arc<dyn Random>,
    issuers: IssuerUrls,
}

impl Sts {
    /// The service over this directory, which keeps the keys that seal tokens; chance makes the keys
    /// of sessions.
    pub fn new(directory: Directory, random: Arc<dyn Random>) -> Self {
        Self {
            directory,
            random,
            issuers: IssuerUrls::default(),
        }
    }

    /// The same, whose issuers of web identities are found at these URLs.
    #[must_use]
    pub fn issuing_at(mut self, issuers: IssuerUrls) -> Self {
        self.issuers = issuers;
        self
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.directory
    }

    pub(crate) fn issuers(&self) -> &IssuerUrls {
        &self.issuers
    }

    /// An id that no other token has.
    pub(crate) fn token_id(&self) -> String {
        random_uuid(&*self.random)
    }

    /// Makes the temporary credentials that the permit is for.
    pub(crate) async fn issue<O: Issues>(
        &self,
        permit: Permit<O>,
        call: Call<'_>,
        session: NewSession,
    ) -> Result<Issued, Error> {
        let now = call.request.received_at;
        let (keys, random) = (&self.directory, &*self.random);
        let issued = issue_session(permit, call.caller, keys, random, now, session).await;
        issued.map_err(|error| error.answer())
    }

    /// The account of a key whose id does not hold it.
    pub(crate) async fn account_of_key(
        &self,
        permit: Permit<GetAccessKeyInfo>,
        id: &AccessKeyId,
    ) -> Result<Option<AccountId>, Error> {
        let account = self.directory.access_key_account(permit, id).await;
        account.map_err(|error| error::internal(&error))
    }
}
