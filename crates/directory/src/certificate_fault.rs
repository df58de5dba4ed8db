//! What is wrong with a certificate or key that somebody hands in.

use iamd_certificate::SshKeyError;

/// Why a certificate, its key or its chain, or an SSH public key is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// The text is no certificate that could sign: not one, or not one that is valid now.
    #[error("the signing certificate is malformed, or not valid now")]
    Signing {
        /// The text as it came.
        body: String,
    },
    /// Somebody else in the account has the signing certificate.
    #[error("somebody else has the certificate")]
    Duplicate,
    /// The text is no certificate.
    #[error("the certificate is malformed")]
    Certificate,
    /// The certificate was valid once.
    #[error("the certificate is not valid any more")]
    Expired,
    /// The certificate will be valid.
    #[error("the certificate is not valid yet")]
    NotYetValid,
    /// The text is no private key, or an encrypted one.
    #[error("the private key is malformed")]
    PrivateKey,
    /// The private key is that of another certificate.
    #[error("the private key is not that of the certificate")]
    Mismatch,
    /// The text is no chain of certificates.
    #[error("the chain is malformed")]
    Chain,
    /// A certificate of the chain did not sign the one before it.
    #[error("the chain is broken at {index}")]
    BrokenChain {
        /// The place of that certificate in the chain, from 0.
        index: usize,
    },
    /// The chain is longer than one may be here.
    #[error("the chain has more than {bytes_max} bytes")]
    ChainTooLong {
        /// How many bytes it may have.
        bytes_max: usize,
    },
    /// The text is no SSH public key.
    #[error("the SSH public key is not valid")]
    SshPublicKey(#[source] SshKeyError),
    /// The user has the SSH public key already.
    #[error("the user has the SSH public key already")]
    DuplicateSshPublicKey,
}
