//! Certificates and keys that users hand in, valid from 2020 to 2119.

/// A certificate of an RSA key.
pub(crate) const RSA: &str = include_str!("../../../certificate/tests/files/rsa.pem");
/// Its private key.
pub(crate) const RSA_KEY: &str = include_str!("../../../certificate/tests/files/rsa.key");
/// The id of that certificate: the digest that `openssl x509 -fingerprint` shows, in Base32.
pub(crate) const RSA_ID: &str = "5QNJKTOFFNP5T6LQH7RFOQUOAN4YB7UO";
/// A certificate of a key on the curve P-256.
pub(crate) const P256: &str = include_str!("../../../certificate/tests/files/p256.pem");
/// An SSH public key.
pub(crate) const SSH: &str = include_str!("../../../certificate/tests/files/rsa.pub");

/// An SSH public key for each number. Whether its own number is a product of two primes is for nobody
/// to see.
pub(crate) fn ssh_public_key(number: u8) -> String {
    let (start, end) = SSH.trim().split_at(60);
    let letter = char::from(b'A' + number);
    let changed = if end.starts_with(letter) { 'z' } else { letter };
    format!("{start}{changed}{}", &end[1..])
}
