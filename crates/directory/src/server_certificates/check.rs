//! What a server certificate must be.

use iamd_certificate::{Certificate, PrivateKey, check_chain};
use iamd_ident::{Secret, Timestamp};

use super::ServerCertificateTexts;
use crate::CertificateFault;

/// LIMIT: bytes of a chain. AWS takes 2 MiB; nothing is in one that needs so much, and what is kept
/// together here has room in one transaction.
const CHAIN_BYTES_MAX: usize = 512 * 1024;

/// Until when the certificate is valid, if it is good, and its key and its chain are.
///
/// SOURCE: observed: a certificate that is signed by another needs no chain.
pub(super) fn expiry(
    texts: &ServerCertificateTexts,
    private_key: &Secret<String>,
    now: Timestamp,
) -> Result<Timestamp, CertificateFault> {
    let certificate =
        Certificate::from_pem(&texts.body).map_err(|_| CertificateFault::Certificate)?;
    let key = PrivateKey::from_pem(private_key).map_err(|_| CertificateFault::PrivateKey)?;
    if !key.belongs_to(&certificate) {
        return Err(CertificateFault::Mismatch);
    }
    if now < certificate.not_before() {
        return Err(CertificateFault::NotYetValid);
    }
    if !certificate.is_valid_at(now) {
        return Err(CertificateFault::Expired);
    }
    if let Some(chain) = &texts.chain {
        check_chain_text(&certificate, chain)?;
    }
    Ok(certificate.not_after())
}

fn check_chain_text(certificate: &Certificate, text: &str) -> Result<(), CertificateFault> {
    if text.len() > CHAIN_BYTES_MAX {
        return Err(CertificateFault::ChainTooLong {
            bytes_max: CHAIN_BYTES_MAX,
        });
    }
    let chain = Certificate::chain_from_pem(text).map_err(|_| CertificateFault::Chain)?;
    check_chain(certificate, &chain).map_err(|broken| CertificateFault::BrokenChain {
        index: broken.index,
    })
}
