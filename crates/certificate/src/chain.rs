//! Chains: what leads from a certificate to whoever is trusted.

use crate::Certificate;

/// LIMIT: certificates of a chain. Those of the web have two or three.
pub const CHAIN_MAX: usize = 20;

/// A certificate of a chain does not belong where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the certificate before the one at {index} in the chain is not signed by it")]
pub struct BrokenChain {
    /// The place in the chain, from 0, of the one that should have signed the one before.
    pub index: usize,
}

/// Checks that each certificate, beginning with `certificate`, is signed by the next one of the
/// chain.
///
/// # Errors
/// One is not.
pub fn check_chain(certificate: &Certificate, chain: &[Certificate]) -> Result<(), BrokenChain> {
    let mut signed = certificate;
    for (index, issuer) in chain.iter().enumerate() {
        if !signed.is_signed_by(issuer) {
            return Err(BrokenChain { index });
        }
        signed = issuer;
    }
    Ok(())
}
