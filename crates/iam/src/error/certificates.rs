//! What is wrong with certificates and keys, in AWS's words.
//!
//! SOURCE: recorded answers of UploadSigningCertificate, UploadSSHPublicKey and
//! UploadServerCertificate. Nobody recorded what IAM says of private keys that cannot be read, of
//! certificates that are not valid yet, and of chains that are too long: those words are iamd's
//! own.

use iamd_api::ErrorCode;
use iamd_certificate::SshKeyError;
use iamd_directory::CertificateFault;

/// What the client is told.
pub(super) fn refusal(fault: &CertificateFault) -> (ErrorCode, String) {
    let (code, text) = match fault {
        CertificateFault::Signing { body } => {
            return (ErrorCode::MalformedCertificate, malformed(body));
        }
        CertificateFault::BrokenChain { index } => {
            return (ErrorCode::MalformedCertificate, broken_chain(*index));
        }
        CertificateFault::ChainTooLong { bytes_max } => {
            let text = format!("The certificate chain must not have more than {bytes_max} bytes.");
            return (ErrorCode::InvalidInput, text);
        }
        CertificateFault::Duplicate => (
            ErrorCode::DuplicateCertificate,
            "Duplicate certificate uploaded.",
        ),
        CertificateFault::Certificate => (
            ErrorCode::MalformedCertificate,
            "Unable to parse certificate. Please ensure the certificate is in PEM format.",
        ),
        CertificateFault::Expired => (
            ErrorCode::MalformedCertificate,
            "Certificate is no longer valid. The 'Not After' date restriction on the certificate \
             has passed.",
        ),
        CertificateFault::NotYetValid => (
            ErrorCode::MalformedCertificate,
            "Certificate is not yet valid. The 'Not Before' date restriction on the certificate \
             has not passed.",
        ),
        CertificateFault::PrivateKey => (
            ErrorCode::MalformedCertificate,
            "Unable to parse the private key. Please ensure that it is in PEM format and not \
             encrypted.",
        ),
        CertificateFault::Mismatch => (
            ErrorCode::KeyPairMismatch,
            "The private key did not match the public key provided. Please verify the key material \
             and try again.",
        ),
        CertificateFault::Chain => (ErrorCode::MalformedCertificate, "Unknown"),
        CertificateFault::SshPublicKey(SshKeyError::UnknownEncoding) => (
            ErrorCode::UnrecognizedPublicKeyEncoding,
            "Invalid public key uploaded.",
        ),
        CertificateFault::SshPublicKey(SshKeyError::Invalid) => {
            (ErrorCode::InvalidPublicKey, "Invalid body for public key")
        }
        CertificateFault::DuplicateSshPublicKey => (
            ErrorCode::DuplicateSSHPublicKey,
            "Duplicate SSH public key uploaded.",
        ),
    };
    (code, text.to_owned())
}

/// SOURCE: observed: the text is told as it came, of certificates that are not valid now as well.
///
/// SECURITY: who mixes up the files of key and certificate does not find the key in a log.
fn malformed(body: &str) -> String {
    if body.contains("PRIVATE KEY") {
        return "Certificate is malformed.".to_owned();
    }
    format!("Certificate {body} is malformed.")
}

/// SOURCE: observed: the certificate before the first of the chain has no place in it, and is told
/// as -1.
fn broken_chain(index: usize) -> String {
    let place = match index {
        0 => "-1".to_owned(),
        index => index.to_string(),
    };
    format!(
        "Unable to validate certificate chain. The certificate chain must start with the immediate \
         signing certificate, followed by any intermediaries in order. The index within the chain \
         of the invalid certificate is: {place}"
    )
}
