//! Certificates and keys, as strangers hand them in.

use iamd_certificate::{
    BrokenChain, CHAIN_MAX, Certificate, PrivateKey, RSA_BITS_MAX, SshPublicKey, check_chain,
};
use iamd_ident::Secret;
use iamd_provider::SamlPrivateKey;

/// The certificates of the seeds of keys: no two have the same key.
const CERTIFICATES: [&str; 5] = [
    include_str!("../../../fuzz/corpus/chains/rsa.txt"),
    include_str!("../../../fuzz/corpus/chains/small.txt"),
    include_str!("../../../fuzz/corpus/chains/p256.txt"),
    include_str!("../../../fuzz/corpus/chains/p384.txt"),
    include_str!("../../../fuzz/corpus/chains/ed25519.txt"),
];

/// Reading ends. What was read is read again from its bytes, is valid from its first second to its
/// last, and is a chain up to a certificate of it. One certificate is a chain of one.
pub(crate) fn chains(data: &[u8]) {
    if let Ok(certificate) = Certificate::from_der(data.to_vec()) {
        assert_eq!(certificate.der(), data);
    }
    let text = String::from_utf8_lossy(data);
    let chain = Certificate::chain_from_pem(&text);
    let alone = Certificate::from_pem(&text);
    assert_eq!(
        alone.is_ok(),
        chain.as_ref().is_ok_and(|chain| chain.len() == 1)
    );
    let Ok(chain) = chain else {
        return;
    };
    assert!((1..=CHAIN_MAX).contains(&chain.len()), "a chain has an end");
    for certificate in &chain {
        let again = Certificate::from_der(certificate.der().to_vec());
        assert_eq!(again.as_ref(), Ok(certificate));
        for time in [certificate.not_before(), certificate.not_after()] {
            assert!(certificate.is_valid_at(time), "{time}");
        }
    }
    if let Some((first, rest)) = chain.split_first()
        && let Err(BrokenChain { index }) = check_chain(first, rest)
    {
        assert!(check_chain(first, rest.get(..index).unwrap_or(&[])).is_ok());
        assert!(index < rest.len(), "the chain breaks at one of its own");
    }
}

/// Reading ends. A key belongs to one certificate at most, is kept as it was written, and is not
/// shown.
pub(crate) fn keys(data: &[u8]) {
    let text = Secret::new(String::from_utf8_lossy(data).into_owned());
    if let Ok(key) = PrivateKey::from_pem(&text) {
        let certificates = CERTIFICATES
            .iter()
            .flat_map(|text| Certificate::from_pem(text));
        let owners = certificates.filter(|it| key.belongs_to(it)).count();
        assert!(owners <= 1, "a key of {owners} certificates");
        assert_eq!(format!("{key:?}"), "PrivateKey(…)");
    }
    if let Ok(key) = SamlPrivateKey::parse(text.clone()) {
        assert_eq!(key.expose(), text.expose());
        let shown = format!("{key:?}");
        let is_shown = |line: &str| line.len() > 16 && shown.contains(line);
        assert!(!text.expose().lines().any(is_shown), "a key is not shown");
    }
}

/// Reading ends. A key is read again from either of its encodings, and then is the same.
pub(crate) fn ssh(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let key = match SshPublicKey::parse(&text) {
        Ok(key) => key,
        Err(error) => return assert!(!error.to_string().is_empty(), "a fault has words"),
    };
    let encoded = [key.to_ssh(), key.to_pem()];
    for text in &encoded {
        assert_eq!(SshPublicKey::parse(text).as_ref(), Ok(&key), "{text}");
        // Two numbers, of which neither is longer than the longest key, four characters for three
        // bytes, and what stands around them.
        assert!(text.len() < RSA_BITS_MAX / 8 * 2 * 4 / 3 + 256, "{text}");
    }
    let [line, _] = encoded;
    assert!(!line.contains('\n'), "one key is one line");
    assert_eq!(key.fingerprint().len(), 47);
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// The seeds reach the end of what reading does, or they would be of little use.
    #[test]
    fn each_seed_of_a_key_but_the_encrypted_one_belongs_to_a_certificate() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/keys");
        for seed in fs::read_dir(folder).unwrap() {
            let path = seed.unwrap().path();
            let text = Secret::new(fs::read_to_string(&path).unwrap());
            let key = PrivateKey::from_pem(&text).ok();
            let owned = key.is_some_and(|key| {
                let mut certificates = CERTIFICATES.iter().map(|it| Certificate::from_pem(it));
                certificates.any(|it| key.belongs_to(&it.unwrap()))
            });
            let is_encrypted = path.ends_with("rsa.encrypted.txt");
            assert_eq!(owned, !is_encrypted, "{}", path.display());
        }
    }

    #[test]
    fn the_seed_of_a_chain_is_one() {
        let text = include_str!("../../../fuzz/corpus/chains/chain.txt");
        let chain = Certificate::chain_from_pem(text).unwrap();
        assert_eq!(check_chain(&chain[0], &chain[1..]), Ok(()));
    }
}
