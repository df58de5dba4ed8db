//! Trust policies: who may assume a role.

use iamd_api::iam::UpdateAssumeRolePolicy;
use iamd_auth::Permit;
use iamd_ident::{AccountId, RoleName};
use iamd_policy::{Document, DocumentKind, SizeQuota, counted_bytes};

use crate::{Directory, Error, draft::transact, entity::put_entity, records::TrustRecord};

/// LIMIT: how long the text of a trust policy may be with its white space, which the quota does not
/// count. Each role of a list shows its text.
const TEXT_BYTES_MAX: usize = 20 * 1024;

impl Directory {
    /// Checks a text as AWS checks it, and makes it the trust policy of a role.
    ///
    /// # Errors
    /// The text is no trust policy, is too long or names somebody who does not exist; there is no
    /// such role, or it is linked to a service.
    pub async fn update_assume_role_policy(
        &self,
        permit: Permit<UpdateAssumeRolePolicy>,
        name: &RoleName,
        text: String,
    ) -> Result<(), Error> {
        let account = permit.account();
        let trust = self.checked_trust(account, text).await?;
        transact!(self, |draft| {
            let mut role = self
                .draft_changeable_role(&mut draft, &permit, name)
                .await?;
            role.trust = trust.clone();
            put_entity(&mut draft, account, &role)
        });
        Ok(())
    }

    /// A text as it is kept, if it can be the trust policy of a role of the account.
    pub(super) async fn checked_trust(
        &self,
        account: AccountId,
        text: String,
    ) -> Result<TrustRecord, Error> {
        let kind = DocumentKind::Trust;
        let document = Document::check(&text, kind).map_err(Error::PolicyDocument)?;
        let counted = match text.len() {
            0..=TEXT_BYTES_MAX => counted_bytes(&text),
            bytes => bytes,
        };
        SizeQuota::TrustPolicy
            .check(counted, "")
            .map_err(Error::PolicyDocument)?;
        Ok(TrustRecord {
            principals: self.named_entities(account, &document, kind).await?,
            document: text,
        })
    }

    /// The text of a trust policy with the names of today.
    pub(super) async fn trust_text(&self, trust: &TrustRecord) -> Result<String, Error> {
        self.text_with_names(&trust.document, &trust.principals, "a trust policy")
            .await
    }
}
