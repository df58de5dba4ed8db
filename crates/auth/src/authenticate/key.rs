//! From an access key and a session token to the secret that must have signed, and from that to a
//! caller.
//!
//! Long-term keys lie in the directory; of temporary ones the session token holds everything. Either
//! way the secret comes first and the caller only once the signature was made with it.

use std::sync::Arc;

use iamd_api::Service;
use iamd_ident::{AccessKeyId, Secret, Timestamp};
use iamd_sigv4::{SignatureError, SigningKeyCache};

use super::{AuthenticationError, Authenticator};
use crate::{
    Caller, Credentials, KeyUse, Principal, Session, SessionOwner, Token, TokenFault, TokenKeys,
    Used,
};

/// What a request says that it is signed with.
#[derive(Clone, Copy)]
pub(super) struct Claim<'r> {
    pub(super) access_key_id: &'r str,
    pub(super) session_token: Option<&'r str>,
}

/// A key that exists, and who has it. Whether the sender has it is still to be proved.
pub(super) struct Key {
    id: AccessKeyId,
    secret: Arc<Secret<String>>,
    holder: Holder,
}

enum Holder {
    /// A long-term key's.
    Principal(Principal),
    /// Temporary credentials'.
    Session(SessionOwner, Arc<Session>),
}

/// Where and for what a key was used.
pub(super) struct Use {
    pub(super) at: Timestamp,
    pub(super) region: String,
    pub(super) service: Service,
}

impl Authenticator {
    /// Finds the key of a claim.
    ///
    /// SECURITY: an unknown key, an inactive one, one whose user is gone and a temporary one without
    /// its token get the same answer. So do all tokens that are not good, but for one that was.
    pub(super) async fn key(
        &self,
        ports: &(impl Credentials + TokenKeys),
        claim: Claim<'_>,
        now: Timestamp,
    ) -> Result<Key, AuthenticationError> {
        if let Some(text) = claim.session_token {
            let ring = ports.sealing_keys().await?;
            let token = Token::open(&ring, text);
            let token = token.and_then(|token| {
                token.check(claim.access_key_id, now)?;
                Ok(token)
            });
            let token = token.map_err(|fault| self.refuse(fault))?;
            return Ok(Key {
                id: token.access_key,
                secret: token.secret,
                holder: Holder::Session(token.owner, token.session),
            });
        }
        let unknown = SignatureError::UnknownAccessKey;
        let id: AccessKeyId = claim.access_key_id.parse().map_err(|_| unknown.clone())?;
        let credential = ports.credential(&id).await?.ok_or(unknown)?;
        Ok(Key {
            id,
            secret: credential.secret,
            holder: Holder::Principal(credential.principal),
        })
    }

    /// The caller who has the key, to be asked once its signature was verified. The use is noted.
    pub(super) async fn caller(
        &self,
        credentials: &impl Credentials,
        key: Key,
        key_use: Use,
    ) -> Result<Caller, AuthenticationError> {
        let (caller, used) = match key.holder {
            Holder::Principal(principal) => {
                let used = Used::AccessKey(key.id.clone());
                (Caller::new(principal, key.id), Some(used))
            }
            Holder::Session(owner, session) => {
                let principal = credentials.session_principal(&owner).await?;
                let principal = principal.ok_or_else(|| self.refuse(TokenFault::OwnerGone))?;
                let used = match owner {
                    SessionOwner::Role { account, role, .. } => Some(Used::Role(account, role)),
                    SessionOwner::RootUser(_)
                    | SessionOwner::User(..)
                    | SessionOwner::FederatedUser { .. } => None,
                };
                (Caller::in_session(principal, key.id, session), used)
            }
        };
        if let Some(used) = used {
            let service = key_use.service.name().to_owned();
            credentials.record_use(
                used,
                KeyUse {
                    at: key_use.at,
                    region: key_use.region,
                    service,
                },
            );
        }
        Ok(caller)
    }

    /// Where the signing keys of a key are kept.
    ///
    /// SECURITY: whoever may assume a role can make any number of temporary credentials, so these
    /// have a place of their own, where they push out nothing but each other.
    pub(super) fn signing_keys_of(&self, key: &Key) -> &SigningKeyCache {
        match key.holder {
            Holder::Principal(_) => &self.signing_keys,
            Holder::Session(..) => &self.session_signing_keys,
        }
    }

    /// Counts the refusal of a token; gives what its client is told.
    fn refuse(&self, fault: TokenFault) -> SignatureError {
        tracing::debug!(%fault, "a session token was refused");
        self.refusals.count(fault);
        fault.told()
    }
}

impl Key {
    /// The secret that the sender must have signed with.
    pub(super) fn secret(&self) -> &Secret<String> {
        &self.secret
    }
}
