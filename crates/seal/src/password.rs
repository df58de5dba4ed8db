//! Hashes of passwords: what is kept of what people can remember.

use std::{fmt, ops::RangeInclusive};

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

/// How many blocks a [`PasswordMemory`] keeps: as many as a hash of today's costs takes.
const BLOCKS_KEPT: usize = PASSWORD_HASH_MEMORY_BYTES as usize / Block::SIZE;

/// LIMIT: what a hash may cost that was made elsewhere: whoever signs in as its user, and be it with a
/// wrong password, makes the server spend as much. At most four times the memory, and five times the
/// work on it, of those that are made here.
const KIBIBYTES_MAX: u32 = 4 * (PASSWORD_HASH_MEMORY_BYTES >> 10);
const ITERATIONS_MAX: u32 = 10;
const LANES_MAX: u32 = 4;

/// SOURCE: RFC 9106, section 3.1: salts of 8 bytes and more.
const SALT_BYTES: RangeInclusive<usize> = 8..=64;
const FOREIGN_HASH_BYTES: RangeInclusive<usize> = 16..=64;

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
/// It takes [`PASSWORD_HASH_MEMORY_BYTES`] from its first hash on. What a hash of other costs takes beyond
/// that is given back at once.
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
        if self.blocks.len() > BLOCKS_KEPT {
            self.blocks = Vec::new();
        }
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
    /// The text is no hash of Argon2id, or one that costs more than this crate spends on it.
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
    if hash.algorithm != argon2::ARGON2ID_IDENT {
        return Err(failed("it is of another algorithm"));
    }
    if let Some(version) = hash.version {
        Version::try_from(version).map_err(|_| failed("it is of another version of Argon2"))?;
    }
    let lengths = [
        (hash.salt.as_ref().map(|salt| salt.len()), SALT_BYTES),
        (hash.hash.as_ref().map(Output::len), FOREIGN_HASH_BYTES),
    ];
    for (length, allowed) in lengths {
        if !length.is_some_and(|length| allowed.contains(&length)) {
            return Err(failed(
                "its salt or its hash is too short, too long or missing",
            ));
        }
    }
    let params = Params::try_from(&hash).map_err(failed)?;
    if params.m_cost() > KIBIBYTES_MAX
        || params.t_cost() > ITERATIONS_MAX
        || params.p_cost() > LANES_MAX
    {
        return Err(failed(format_args!(
            "it costs more than m={KIBIBYTES_MAX},t={ITERATIONS_MAX},p={LANES_MAX}"
        )));
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
    fn what_costs_too_much_is_refused() {
        let hash = |costs: &str| {
            let text = format!(
                "$argon2id$v=19${costs}$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
            );
            PasswordHash::parse(secret(&text))
        };
        assert!(hash("m=77824,t=10,p=4").is_ok());
        for costs in [
            "m=77825,t=1,p=1",
            "m=1048576,t=1,p=1",
            "m=19456,t=11,p=1",
            "m=19456,t=4294967295,p=1",
            "m=19456,t=2,p=5",
        ] {
            let error = hash(costs).unwrap_err().to_string();
            let expect = "a password cannot be hashed: it costs more than m=77824,t=10,p=4";
            assert_eq!(error, expect, "{costs}");
        }
        assert!(hash("m=1,t=1,p=1").is_err());
    }

    #[test]
    fn what_a_costly_hash_takes_is_given_back() {
        let text = "$argon2id$v=19$m=20000,t=1,p=1$c29tZXNhbHQ$\
                    nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        let memory = &mut PasswordMemory::default();
        let hash = PasswordHash::parse(secret(text)).unwrap();
        assert!(!hash.verify(&secret("password"), memory).unwrap());
        assert_eq!(memory.blocks.capacity(), 0);
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
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQM",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            &text.replace("v=19", "v=20"),
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
