//! Credentials that users have at AWS and nobody can give them here yet: every user has none.

use iamd_api::{
    Action,
    iam::{ListSSHPublicKeys, ListServiceSpecificCredentials, ListSigningCertificates},
};
use iamd_auth::Permit;
use iamd_ident::Arn;

use crate::{Directory, Error, KeyHolder, PageRequest, draft::Draft, page::only_page};

/// What lists credentials of a kind that nobody has yet.
pub trait ListsNothing: Action {}

impl ListsNothing for ListSSHPublicKeys {}
impl ListsNothing for ListSigningCertificates {}
impl ListsNothing for ListServiceSpecificCredentials {}

impl Directory {
    /// Checks that there is whoever has no such credentials.
    ///
    /// # Errors
    /// There is no such user, or somebody asks for another page than the first.
    pub async fn list_no_credentials<O: ListsNothing>(
        &self,
        permit: Permit<O>,
        holder: &KeyHolder,
        page: &PageRequest,
    ) -> Result<(), Error> {
        let mut draft = Draft::new(self.store());
        self.permitted_key_holder(&mut draft, &permit, holder)
            .await?;
        only_page(page.marker.as_deref())
    }

    /// The same of all users of the account.
    ///
    /// # Errors
    /// Somebody asks for another page than the first.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a permit is used up by what it is shown for"
    )]
    pub fn list_no_credentials_of_all(
        &self,
        permit: Permit<ListServiceSpecificCredentials>,
        page: &PageRequest,
    ) -> Result<(), Error> {
        let all = Arn::iam(self.partition(), permit.account(), format_args!("user/"));
        permit.covers(&all)?;
        only_page(page.marker.as_deref())
    }
}
