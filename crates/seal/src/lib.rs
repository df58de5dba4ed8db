//! Authenticated encryption, keyed checksums and hashes of passwords, with keys as arguments.
//!
//! Three things lie sealed: secrets in the store (access keys, MFA seeds, sealing keys, hashes of
//! passwords), session tokens, and whatever else leaves the program and must come back unread and
//! unchanged. Records that need no secrecy carry a keyed [`Checksum`] instead. Of a password nothing
//! is kept but a [`PasswordHash`], from which it can only be guessed, at a price for each guess.
//!
//! The keys themselves lie in a [`Keyring`], a file that the master key opens.
//!
//! What this crate deliberately is not: it reads and writes no files and knows neither clock nor
//! store. It runs on the thread that calls it, however long that takes; and it invents no
//! cryptography: AES-256-GCM, BLAKE3 and Argon2id do the work, this crate only fixes how they are used.
//!
//! ```text
//! master key ── slot ─▶ Keyring ─┬─ SealingKeys   seal ─▶      format ║ key id ║ nonce ║ ciphertext ║ tag
//!  (outside)           (a file)  │  of a purpose                1        8      12        n        16
//!                                └─ ChecksumKeys  checksum ─▶  16 bytes over (part, part, …)
//!                                   of a purpose
//!
//! password, salt ── Argon2id ──▶ PasswordHash  `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`
//! ```
//!
//! # Invariants
//! - What was sealed opens only with the same key and the same associated data, byte for byte, or
//!   not at all: no error comes with a part of the plaintext.
//! - Parts are bound with their lengths: `("a", "bc")` and `("ab", "c")` differ, for associated data
//!   and for checksums alike.
//! - A key's id is computed from the key, so that two different keys are never taken for each other.
//! - A keyring that was changed or cut is told from one that another master key opens.
//! - Tags, checksums and hashes are compared in constant time; keys, plaintexts and hashes of
//!   passwords are wiped when dropped, and `Debug` shows none of them.
//!
//! # Entry points
//! [`Keyring::open`], [`Keyring::sealing_keys`] and [`Keyring::checksum_keys`]; [`SealingKeys::seal`] and
//! [`SealingKeys::open`]; [`ChecksumKeys::checksum`] and [`ChecksumKeys::verify`]; [`PasswordHash::of`]
//! and [`PasswordHash::verify`].
//!
//! ```
//! use iamd_ident::Random;
//! use iamd_seal::{KeyPurpose, Keyring, MasterKey, OpenError};
//!
//! struct Fixed; // The program asks the operating system instead.
//! impl Random for Fixed {
//!     fn fill(&self, bytes: &mut [u8]) {
//!         bytes.fill(7);
//!     }
//! }
//!
//! let master = MasterKey::generate(&Fixed);
//! let mut keyring = Keyring::fresh("2026-01-31T00:00:00Z".parse()?, &Fixed);
//! keyring.admit(&master, &Fixed)?;
//! let file = keyring.write(&Fixed)?;
//!
//! let ring = Keyring::open(&file, &master)?.sealing_keys(KeyPurpose::Secrets);
//! let sealed = ring.seal(b"wJalrXUtnFEMI", &[b"access-keys", b"AKIAIOSFODNN7EXAMPLE"], &Fixed)?;
//! let opened = ring.open(&sealed, &[b"access-keys", b"AKIAIOSFODNN7EXAMPLE"])?;
//! assert_eq!(opened.expose(), b"wJalrXUtnFEMI");
//!
//! // The secret of one key is not the secret of another.
//! let moved = ring.open(&sealed, &[b"access-keys", b"AKIAI44QH8DHBEXAMPLE"]);
//! assert_eq!(moved.unwrap_err(), OpenError::Tampered);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod checksum;
mod checksum_keys;
mod key;
mod keyring;
mod master;
mod parts;
mod password;
mod sealed;
mod sealing_keys;
mod traces;

pub use checksum::{Checksum, ChecksumKey};
pub use checksum_keys::ChecksumKeys;
pub use key::{KeyId, SealingKey};
pub use keyring::{
    GENERATIONS_MAX, Generation, KEYRING_BYTES_MAX, KeyPurpose, KeyUse, Keyring, KeyringError,
    TooManyKeys,
};
pub use master::{InvalidMasterKey, MasterKey, Purpose};
pub use password::{
    PASSWORD_HASH_MEMORY_BYTES, PasswordHash, PasswordHashError, PasswordMemory, PasswordSalt,
};
pub use sealed::{OpenError, PLAINTEXT_BYTES_MAX, SEALED_OVERHEAD_BYTES, SealError, key_id_of};
pub use sealing_keys::SealingKeys;
pub use traces::KeyTraces;
