//! Passwords and API keys.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use iamd_ident::{Random, Secret};
use sha2::{Digest as _, Sha256};

use super::CredentialService;

/// A fresh password: sixty characters.
///
/// SOURCE: observed: Base64 with one `=` at its end.
pub(super) fn fresh_password(random: &dyn Random) -> Secret<String> {
    let bytes = Secret::new(random.bytes::<44>());
    Secret::new(STANDARD.encode(bytes.expose()))
}

/// What is kept of a password.
///
/// SECURITY: nobody guesses 352 random bits, so there is nothing that a slow hash would slow down.
pub(super) fn digest(password: &Secret<String>) -> Vec<u8> {
    Sha256::digest(password.expose().as_bytes()).to_vec()
}

/// What the user is told: the password, or an API key that holds it.
///
/// SOURCE: observed: behind the prefix, name and password with a colon between them, in Base64.
pub(super) fn told(
    service: CredentialService,
    login: &str,
    password: &Secret<String>,
) -> Secret<String> {
    match service.key_prefix() {
        None => password.clone(),
        Some(prefix) => {
            let both = Secret::new(format!("{login}:{}", password.expose()));
            Secret::new(format!("{prefix}{}", STANDARD.encode(both.expose())))
        }
    }
}

#[cfg(test)]
mod tests {
    use iamd_testkit::SeededRandom;

    use super::*;

    #[test]
    fn an_api_key_holds_name_and_password() {
        let password = fresh_password(&SeededRandom::new(7));
        assert_eq!(password.expose().len(), 60);
        assert!(password.expose().ends_with('='));
        let service = |name| CredentialService::find(name).unwrap();
        let plain = told(service("codecommit.amazonaws.com"), "bob", &password);
        assert_eq!(plain.expose(), password.expose());
        let key = told(service("bedrock.amazonaws.com"), "bob", &password);
        let inside = key.expose().strip_prefix("ABSK").unwrap();
        let inside = String::from_utf8(STANDARD.decode(inside).unwrap()).unwrap();
        assert_eq!(inside, format!("bob:{}", password.expose()));
        assert_ne!(digest(&password), digest(&key));
    }
}
