//! Hashes of passwords: what is kept of what people can remember.

use std::fmt;

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, Salt},
};
use iamd_ident::{Random, Secret};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// Bytes of memory that one hash takes for as long as it is made.
///
/// SOURCE: OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two iterations and one lane.
pub const PASSWORD_HASH_MEMORY_BYTES: u32 = 19 << 20;
const ITERATIONS: u32 = 2;
const LANES: u32 = 1;
const HASH_BYTES: usize = 32;

/// What makes two hashes of one password differ.
#[derive(Clone, Copy, Debug)]
pub struct PasswordSalt([u8; PasswordSalt::BYTES]);

impl PasswordSalt {
    /// The length of a salt.
    pub const BYTES: usize = 16;

    /// A new hash's.
    pub fn fresh(random: &dyn Random) -> Self {
        Self(random.bytes())
    }
}

/// The memory in which a hash is made, to be used again for others: what a program gives back is not
/// always there at once for its other threads.
///
/// It takes [`PASSWORD_HASH_MEMORY_BYTES`] from its first hash on.
#[derive(Default)]
pub struct PasswordMemory {
    blocks: Vec<Block>,
}

impl PasswordMemory {
    /// Makes a hash.
    ///
    /// SECURITY: what the password was turned into on the way is not left behind.
    fn hash(
        &mut self,
        argon2: &Argon2<'_>,
        (password, salt): (&Secret<String>, &[u8]),
        hash: &mut [u8],
    ) -> Result<(), PasswordHashError> {
        let blocks = argon2.params().block_count();
        if blocks > self.blocks.len() {
            let missing = blocks - self.blocks.len();
            self.blocks.try_reserve_exact(missing).map_err(failed)?;
            self.blocks.resize(blocks, Block::new());
        }
        let password = password.expose().as_bytes();
        let made = argon2.hash_password_into_with_memory(password, salt, hash, &mut self.blocks);
        self.blocks.iter_mut().for_each(Zeroize::zeroize);
        made.map_err(failed)
    }
}

impl fmt::Debug for PasswordMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordMemory(…)")
    }
}

/// The hash of a password (Argon2id), with its salt and its costs, in PHC's form:
/// `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`.
///
/// Making one takes some dozens of milliseconds and a [`PasswordMemory`], checking one as much.
/// Whoever does so for callers bounds how many are made at once.
#[derive(Clone)]
pub struct PasswordHash(Secret<String>);

/// A hash cannot be made, or the text is none.
#[derive(Debug, thiserror::Error)]
#[error("a password cannot be hashed: {reason}")]
pub struct PasswordHashError {
    reason: String,
}

impl PasswordHash {
    /// The hash of a password, with the costs of today.
    ///
    /// # Errors
    /// There is no memory.
    pub fn of(
        password: &Secret<String>,
        salt: &PasswordSalt,
        memory: &mut PasswordMemory,
    ) -> Result<Self, PasswordHashError> {
        let kibibytes = PASSWORD_HASH_MEMORY_BYTES >> 10;
        let params = Params::new(kibibytes, ITERATIONS, LANES, Some(HASH_BYTES)).map_err(failed)?;
        let mut hash = [0; HASH_BYTES];
        memory.hash(
            &argon2(Version::V0x13, params.clone()),
            (password, &salt.0),
            &mut hash,
        )?;
        let hash = argon2::PasswordHash {
            algorithm: argon2::ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).map_err(failed)?,
            salt: Some(Salt::new(&salt.0).map_err(failed)?),
            hash: Some(Output::new(&hash).map_err(failed)?),
        };
        Ok(Self(Secret::new(hash.to_string())))
    }

    /// A hash from its text.
    ///
    /// # Errors
    /// The text is no hash that this crate makes.
    pub fn parse(text: Secret<String>) -> Result<Self, PasswordHashError> {
        parsed(&text)?;
        Ok(Self(text))
    }

    /// The text of the hash.
    pub fn text(&self) -> &Secret<String> {
        &self.0
    }

    /// Whether it is the hash of this password. It takes the same time either way.
    ///
    /// # Errors
    /// There is no memory.
    pub fn verify(
        &self,
        password: &Secret<String>,
        memory: &mut PasswordMemory,
    ) -> Result<bool, PasswordHashError> {
        let known = parsed(&self.0)?;
        let (Some(salt), Some(hash)) = (known.salt, known.hash) else {
            return Err(failed("it is not whole"));
        };
        // The costs are those of the hash, which may be of another time.
        let version = known
            .version
            .map_or(Ok(Version::default()), Version::try_from);
        let params = Params::try_from(&known).map_err(failed)?;
        let argon2 = argon2(version.map_err(failed)?, params);
        let mut shown = [0; Output::MAX_LENGTH];
        let shown = shown
            .get_mut(..hash.len())
            .ok_or_else(|| failed("it is too long"))?;
        memory.hash(&argon2, (password, &salt), shown)?;
        let is_right = hash.as_bytes().ct_eq(shown).into();
        shown.zeroize();
        Ok(is_right)
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

fn argon2(version: Version, params: Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, version, params)
}

fn parsed(text: &Secret<String>) -> Result<argon2::PasswordHash, PasswordHashError> {
    let hash = argon2::PasswordHash::new(text.expose()).map_err(failed)?;
    if hash.algorithm != argon2::ARGON2ID_IDENT || hash.hash.is_none() {
        return Err(failed("it is of another algorithm"));
    }
    Ok(hash)
}

fn failed(reason: impl fmt::Display) -> PasswordHashError {
    PasswordHashError {
        reason: reason.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use iamd_testkit::SeededRandom;

    use super::*;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    #[test]
    fn a_hash_knows_its_password_and_no_other() {
        let random = SeededRandom::new(1);
        let memory = &mut PasswordMemory::default();
        let [one, other] = [(); 2].map(|()| {
            let salt = PasswordSalt::fresh(&random);
            PasswordHash::of(&secret("correct horse"), &salt, memory).unwrap()
        });
        assert_ne!(one.text().expose(), other.text().expose());
        for hash in [one, other] {
            let text = hash.text().expose();
            assert!(
                text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
                "{text}"
            );
            let read = PasswordHash::parse(hash.text().clone()).unwrap();
            assert!(read.verify(&secret("correct horse"), memory).unwrap());
            for wrong in ["correct hors", "Correct horse", "", "correct horse\0"] {
                assert!(!read.verify(&secret(wrong), memory).unwrap(), "{wrong:?}");
            }
        }
    }

    /// SOURCE: the tests of the reference implementation, phc-winner-argon2.
    #[test]
    fn hashes_with_other_costs_are_checked() {
        let text = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$\
                    nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        let hash = PasswordHash::parse(secret(text)).unwrap();
        let memory = &mut PasswordMemory::default();
        assert!(hash.verify(&secret("password"), memory).unwrap());
        assert!(!hash.verify(&secret("Password"), memory).unwrap());
    }

    #[test]
    fn memory_is_used_again_and_nothing_is_left_in_it() {
        let salt = PasswordSalt::fresh(&SeededRandom::new(1));
        let memory = &mut PasswordMemory::default();
        let fresh = PasswordHash::of(&secret("password"), &salt, memory).unwrap();
        let place = memory.blocks.as_ptr();
        let again = PasswordHash::of(&secret("password"), &salt, memory).unwrap();
        assert_eq!(fresh.text().expose(), again.text().expose());
        assert!(again.verify(&secret("password"), memory).unwrap());
        assert_eq!(memory.blocks.as_ptr(), place);
        let bytes = u32::try_from(memory.blocks.len() * Block::SIZE).unwrap();
        assert_eq!(bytes, PASSWORD_HASH_MEMORY_BYTES);
        let mut words = memory.blocks.iter().flat_map(|block| block.as_ref().iter());
        assert!(words.all(|word| *word == 0));
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        let salt = PasswordSalt::fresh(&SeededRandom::new(1));
        let hash =
            PasswordHash::of(&secret("password"), &salt, &mut PasswordMemory::default()).unwrap();
        let text = hash.text().expose();
        for wrong in [
            "",
            "password",
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ",
            &text.replace("argon2id", "argon2i"),
            &text.replace("argon2id", "scrypt"),
        ] {
            assert!(PasswordHash::parse(secret(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_shows_a_hash() {
        let salt = PasswordSalt::fresh(&SeededRandom::new(1));
        let hash =
            PasswordHash::of(&secret("password"), &salt, &mut PasswordMemory::default()).unwrap();
        assert_eq!(format!("{hash:?}"), "PasswordHash(…)");
        assert!(!format!("{:?}", PasswordHash::parse(secret("$argon2id$x"))).contains("$x"));
    }
}
