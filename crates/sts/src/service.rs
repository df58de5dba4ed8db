//! The service as a whole.

use iamd_api::{Error, ErrorCode, sts::GetAccessKeyInfo};
use iamd_auth::Permit;
use iamd_directory::Directory;
use iamd_ident::{AccessKeyId, AccountId};

/// AWS STS over a directory. For each operation that it performs it implements
/// [`Perform`](iamd_auth::Perform).
#[derive(Clone)]
pub struct Sts {
    directory: Directory,
}

impl Sts {
    /// The service over this directory.
    pub fn new(directory: Directory) -> Self {
        Self { directory }
    }

    /// The account of a key whose id does not hold it.
    pub(crate) async fn account_of_key(
        &self,
        permit: Permit<GetAccessKeyInfo>,
        id: &AccessKeyId,
    ) -> Result<Option<AccountId>, Error> {
        self.directory.access_key_account(permit, id).await.map_err(|error| {
            tracing::error!(%error, "the directory failed");
            let text = "The request processing has failed because of an unknown error, exception \
                        or failure.";
            Error::new(ErrorCode::InternalFailure, text)
        })
    }
}
