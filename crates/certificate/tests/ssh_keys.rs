//! SSH public keys in both encodings.

use iamd_certificate::{SshKeyError, SshPublicKey};
use proptest::prelude::*;

const SSH: &str = include_str!("files/rsa.pub");
const PEM: &str = include_str!("files/rsa.public.pem");
const PKCS1: &str = include_str!("files/rsa.public.pkcs1.pem");

#[test]
fn a_key_is_the_same_in_every_encoding() {
    let key = SshPublicKey::parse(SSH).unwrap();
    for other in [PEM, PKCS1, &key.to_ssh(), &key.to_pem()] {
        assert_eq!(SshPublicKey::parse(other).unwrap(), key);
    }
    assert_eq!(
        key.to_ssh(),
        SSH.trim().strip_suffix(" somebody@example").unwrap()
    );
    assert_eq!(key.to_pem(), PEM);
}

/// SOURCE: `ssh-keygen -l -E md5` of the same key.
#[test]
fn the_fingerprint_is_that_of_ssh() {
    let fingerprint = SshPublicKey::parse(PEM).unwrap().fingerprint();
    assert_eq!(
        fingerprint,
        "ec:e6:88:ab:0b:1d:81:22:b0:23:73:32:9a:14:27:fc"
    );
}

#[track_caller]
fn refused(text: &str, expect: SshKeyError) {
    assert_eq!(SshPublicKey::parse(text), Err(expect), "{text}");
}

#[test]
fn what_is_no_key_is_refused() {
    for text in [
        "",
        "x",
        "AAAAB3NzaC1yc2EAAAADAQAB",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDfVIUVAcq0JMdTqBZmwgTL0rWpYGd7aMbfyBXXaS6Wy",
        include_str!("files/rsa.key"),
        include_str!("files/rsa.pem"),
        "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----",
    ] {
        refused(text, SshKeyError::UnknownEncoding);
    }
    let cut = SSH.get(..SSH.len() / 2).unwrap();
    let shifted = SSH.replace("AAAAB3", "AAAAB4");
    for text in [
        "ssh-rsa",
        "ssh-rsa x",
        "ssh-rsa not-base64!",
        cut,
        &shifted,
        &SSH.repeat(2),
        &PEM.repeat(2),
        include_str!("files/small.pub"),
        include_str!("files/small.public.pem"),
    ] {
        refused(text, SshKeyError::Invalid);
    }
}

proptest! {
    #[test]
    fn whatever_text_comes_is_read_or_refused(text in ".{0,200}", cut in 0_usize..400) {
        let start = SSH.get(..cut).unwrap_or("");
        for text in [text.clone(), format!("ssh-rsa {text}"), format!("{start}{text}")] {
            if let Ok(key) = SshPublicKey::parse(&text) {
                prop_assert_eq!(SshPublicKey::parse(&key.to_pem()), Ok(key));
            }
        }
    }
}
