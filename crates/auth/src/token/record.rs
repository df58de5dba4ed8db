//! A token as bytes: a MessagePack map with named members, so that a newer version reads what an
//! older one issued. A new member has a default, a member that is gone is skipped.

use std::sync::Arc;

use iamd_ident::{AccessKeyId, Secret, Timestamp};
use serde::{Deserialize, Serialize, Serializer};

use super::{
    SealTokenError, Token,
    packed::{Packed, Parcel},
};
use crate::{Session, SessionKind, SessionOwner};

#[derive(Serialize)]
struct WrittenRecord<'t> {
    access_key: &'t AccessKeyId,
    secret: &'t str,
    owner: &'t SessionOwner,
    kind: SessionKind,
    issued_at: Timestamp,
    expires_at: Timestamp,
    mfa_at: Option<Timestamp>,
    source_identity: Option<&'t str>,
    federated_provider: Option<&'t str>,
    packed: Option<PackedBytes>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_chained: bool,
}

/// Bytes as MessagePack's own kind of bytes, and not as a list of numbers.
struct PackedBytes(Vec<u8>);

#[derive(Deserialize)]
struct ReadRecord<'b> {
    access_key: AccessKeyId,
    secret: &'b str,
    owner: SessionOwner,
    kind: SessionKind,
    issued_at: Timestamp,
    expires_at: Timestamp,
    #[serde(default)]
    mfa_at: Option<Timestamp>,
    #[serde(default)]
    source_identity: Option<String>,
    #[serde(default)]
    federated_provider: Option<String>,
    #[serde(default, borrow)]
    packed: Option<&'b [u8]>,
    #[serde(default)]
    is_chained: bool,
}

/// The bytes of a token, before they are sealed: at least `bytes_min`. What follows the map is
/// padding.
pub(super) fn encode(token: &Token, bytes_min: usize) -> Result<Secret<Vec<u8>>, SealTokenError> {
    let packed = Packed::pack(&token.session)?;
    encode_with(token, packed.map(Packed::into_bytes), bytes_min)
}

/// As [`encode`], with bytes that need not be packed ones.
pub(super) fn encode_with(
    token: &Token,
    packed: Option<Vec<u8>>,
    bytes_min: usize,
) -> Result<Secret<Vec<u8>>, SealTokenError> {
    let session = &token.session;
    let record = WrittenRecord {
        access_key: &token.access_key,
        secret: token.secret.expose(),
        owner: &token.owner,
        kind: session.kind,
        issued_at: session.issued_at,
        expires_at: session.expires_at,
        mfa_at: session.mfa_at,
        source_identity: session.source_identity.as_deref(),
        federated_provider: session.federated_provider.as_deref(),
        packed: packed.map(PackedBytes),
        is_chained: token.is_chained,
    };
    // SECURITY: with room for all of it, so that growing leaves no copy of the secret behind.
    let mut bytes = Vec::with_capacity(2 * super::TOKEN_CHARACTERS_MAX);
    let written = record.serialize(&mut rmp_serde::Serializer::new(&mut bytes).with_struct_map());
    bytes.resize(bytes.len().max(bytes_min), 0);
    let bytes = Secret::new(bytes);
    written?;
    Ok(bytes)
}

/// A token from its bytes, if they are one.
pub(super) fn decode(bytes: &[u8]) -> Option<Token> {
    let record: ReadRecord<'_> = rmp_serde::from_slice(bytes).ok()?;
    let parcel = match record.packed {
        Some(packed) => Packed::unpack(packed)?,
        None => Parcel::default(),
    };
    Some(Token {
        access_key: record.access_key,
        secret: Arc::new(Secret::new(record.secret.to_owned())),
        owner: record.owner,
        session: Arc::new(Session {
            kind: record.kind,
            issued_at: record.issued_at,
            expires_at: record.expires_at,
            mfa_at: record.mfa_at,
            tags: parcel.tags,
            transitive_tag_keys: parcel.transitive_tag_keys,
            source_identity: record.source_identity,
            federated_provider: record.federated_provider,
            policy: parcel.policy,
            policy_arns: parcel.policy_arns,
        }),
        is_chained: record.is_chained,
    })
}

impl Serialize for PackedBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}
