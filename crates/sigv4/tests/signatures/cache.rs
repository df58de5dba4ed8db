//! The cache of signing keys: right, bounded, and of use to nobody without a secret.

use iamd_ident::Secret;
use iamd_sigv4::{PayloadHash, SignatureError, Signed, SigningKeyCache};

use crate::{
    credentials::{Credentials, NOW},
    request::{Request, SECRET, at},
};

fn signed_for(region: &str) -> Request {
    let mut request = Request::new("POST /", &["Host:iam.amazonaws.com"], "Action=ListUsers");
    Credentials {
        region: region.to_owned(),
        ..Credentials::plain()
    }
    .sign(&mut request);
    request
}

fn verify(cache: &SigningKeyCache, request: &Request, secret: &str) -> Result<(), SignatureError> {
    let secret = Secret::new(secret.to_owned());
    request.with_head(|head| {
        let signed = Signed::parse(head)?.ok_or(SignatureError::MissingToken)?;
        cache.verify(&signed, &secret, PayloadHash::of(&request.body), at(NOW))
    })
}

#[test]
fn a_key_is_kept_once_it_proved_something() {
    let (cache, request) = (SigningKeyCache::new(16), signed_for("eu-central-1"));
    assert_eq!(
        verify(&cache, &request, "a guess"),
        Err(SignatureError::Mismatch)
    );
    assert!(cache.is_empty());
    assert_eq!(verify(&cache, &request, SECRET), Ok(()));
    assert_eq!(verify(&cache, &request, SECRET), Ok(()));
    assert_eq!(cache.len(), 1);
}

#[test]
fn a_replaced_secret_finds_nothing_old() {
    let (cache, request) = (SigningKeyCache::new(16), signed_for("eu-central-1"));
    assert_eq!(verify(&cache, &request, SECRET), Ok(()));
    assert_eq!(
        verify(&cache, &request, "a new secret"),
        Err(SignatureError::Mismatch)
    );

    let mut anew = Request::new("POST /", &["Host:iam.amazonaws.com"], "Action=ListUsers");
    Credentials {
        secret: "a new secret".to_owned(),
        ..Credentials::plain()
    }
    .sign(&mut anew);
    assert_eq!(verify(&cache, &anew, "a new secret"), Ok(()));
    assert_eq!(cache.len(), 1, "the new key takes the place of the old one");
    assert_eq!(verify(&cache, &anew, SECRET), Err(SignatureError::Mismatch));
}

#[test]
fn a_cache_is_bounded_and_right_for_all_threads() {
    let cache = SigningKeyCache::new(64);
    let requests: Vec<_> = (0..200)
        .map(|number| signed_for(&format!("region-{number}")))
        .collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for request in &requests {
                    assert_eq!(verify(&cache, request, SECRET), Ok(()));
                    assert_eq!(
                        verify(&cache, request, "a guess"),
                        Err(SignatureError::Mismatch)
                    );
                }
            });
        }
    });
    assert!((1..=64).contains(&cache.len()), "{}", cache.len());
    assert!(!format!("{cache:?}").contains(SECRET));
}
