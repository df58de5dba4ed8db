use iamd_testkit::SeededRandom;
use ring::signature::{
    ECDSA_P384_SHA384_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde_json::{Value, json};

use super::*;

fn key(algorithm: Algorithm, seed: u64) -> SigningKey {
    SigningKey::generate(algorithm, &SeededRandom::new(seed)).unwrap()
}

fn decoded(part: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(part).unwrap()
}

fn member(key: &PublicKey, name: &str) -> Vec<u8> {
    decoded(key.to_json()[name].as_str().unwrap())
}

/// Verifies a token with what is published of a key, by a library that signed none of ES384.
fn verifies(key: &PublicKey, token: &str) -> bool {
    let (text, signature) = token.rsplit_once('.').unwrap();
    let (text, signature) = (text.as_bytes(), decoded(signature));
    match key.algorithm() {
        Algorithm::Es384 => {
            let point = [vec![4], member(key, "x"), member(key, "y")].concat();
            let key = UnparsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, point);
            key.verify(text, &signature).is_ok()
        }
        Algorithm::Rs256 => {
            let (n, e) = (member(key, "n"), member(key, "e"));
            let key = RsaPublicKeyComponents { n, e };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, text, &signature)
                .is_ok()
        }
    }
}

#[test]
fn what_a_key_signs_verifies_with_what_is_published_of_it_alone() {
    for algorithm in Algorithm::ALL {
        let (one, other) = (key(algorithm, 1), key(algorithm, 2));
        let token = one.sign(&json!({"sub": "bob"})).unwrap();
        assert!(verifies(one.public(), token.expose()), "{algorithm:?}");
        assert!(!verifies(other.public(), token.expose()), "{algorithm:?}");
        let [header, claims, signature] =
            <[&str; 3]>::try_from(token.expose().split('.').collect::<Vec<_>>()).unwrap();
        let header: Value = serde_json::from_slice(&decoded(header)).unwrap();
        let expect = json!({"alg": algorithm.as_str(), "kid": one.id(), "typ": "JWT"});
        assert_eq!(header, expect);
        assert_eq!(decoded(claims), br#"{"sub":"bob"}"#);
        let forged = URL_SAFE_NO_PAD.encode(br#"{"sub":"eve"}"#);
        let forged = token.expose().replace(claims, &forged);
        assert!(!verifies(one.public(), &forged));
        assert!(forged.ends_with(signature));
    }
}

#[test]
fn a_key_is_made_again_from_its_secret() {
    for algorithm in Algorithm::ALL {
        let made = key(algorithm, 3);
        let secret = made.secret();
        let again = SigningKey::from_secret(made.public(), secret.expose()).unwrap();
        assert_eq!(again.public(), made.public());
        assert_eq!(again.secret().expose(), secret.expose());
        let token = again.sign(&json!({})).unwrap();
        assert!(verifies(made.public(), token.expose()));
    }
}

#[test]
fn a_secret_of_another_key_is_refused() {
    let (one, other) = (key(Algorithm::Es384, 1), key(Algorithm::Es384, 2));
    let read =
        |key: &SigningKey, secret: &[u8]| SigningKey::from_secret(key.public(), secret).map(|_| ());
    let mismatch = read(&one, other.secret().expose());
    assert_eq!(mismatch, Err(KeyError::Mismatch));
    for algorithm in Algorithm::ALL {
        let key = key(algorithm, 1);
        let secret = key.secret();
        let secret = secret.expose();
        for wrong in [
            &[][..],
            &secret[1..],
            &vec![0; secret.len()],
            &[secret.as_slice(), &[0]].concat(),
        ] {
            assert_eq!(read(&key, wrong), Err(KeyError::Secret), "{algorithm:?}");
        }
    }
}

/// Other primes than those of the key, or numbers that are none, are noticed at the latest when the
/// public part is compared.
#[test]
fn a_changed_bit_of_a_secret_is_noticed() {
    let key = key(Algorithm::Rs256, 1);
    for place in [0, 100, 127, 128, 200, 255] {
        let mut secret = key.secret().expose().clone();
        secret[place] ^= 4;
        assert!(
            SigningKey::from_secret(key.public(), &secret).is_err(),
            "{place}"
        );
    }
}

#[test]
fn a_modulus_has_2048_bits() {
    let key = key(Algorithm::Rs256, 1);
    let modulus = member(key.public(), "n");
    assert_eq!(modulus.len(), 256);
    assert!(modulus[0] >= 0x80);
}

#[test]
fn debug_shows_the_id_alone() {
    let key = key(Algorithm::Es384, 1);
    assert_eq!(format!("{key:?}"), format!("SigningKey({})", key.id()));
}

/// Chance that never changes gives no key of RSA, as both primes would be the same; it does not hang.
#[test]
fn bad_chance_gives_no_key() {
    struct Zeros;
    impl Random for Zeros {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }
    for algorithm in Algorithm::ALL {
        let made = SigningKey::generate(algorithm, &Zeros);
        assert_eq!(made.map(|_| ()), Err(KeyError::Chance), "{algorithm:?}");
    }
}
