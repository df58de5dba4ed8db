//! Keys of RSA.
//!
//! `ring` signs in constant time and checks each signature before it gives it away, but makes no
//! keys. The primes come from `crypto-primes`, as FIPS 186-5, appendix A.1.3, asks for them; the
//! numbers that follow from them are computed here in constant time, and `ring` checks that they
//! belong together.

use crypto_bigint::{NonZero, U1024, U2048, Uint};
use crypto_primes::{
    Flavor,
    hazmat::{SetBits, SmallFactorsSieveFactory},
    is_prime, sieve_and_find,
};
use iamd_ident::{Random, Secret};
use ring::{
    rand::SystemRandom,
    rsa::{KeyPair, KeyPairComponents, PublicKeyComponents},
    signature::RSA_PKCS1_SHA256,
};
use zeroize::Zeroizing;

use super::chance::Chance;
use crate::{KeyError, PublicKey};

/// A key of RSA with a modulus of 2048 bits.
pub(super) struct Rs256 {
    /// Both have all of their bytes: their highest bit is set.
    primes: [Zeroizing<Vec<u8>>; 2],
    pair: KeyPair,
    modulus: Vec<u8>,
}

/// The bits of a prime.
const PRIME_BITS: u32 = 1024;

/// The bytes of a prime.
const PRIME_BYTES: usize = 128;

/// The public exponent.
const EXPONENT: u32 = 65_537;

/// The same in bytes.
const EXPONENT_BYTES: [u8; 3] = [1, 0, 1];

/// LIMIT: how many pairs of primes are looked at. Hardly one of 2¹⁵ is not fit.
const TRIES_MAX: usize = 16;

impl Rs256 {
    pub(super) fn generate(random: &dyn Random) -> Result<Self, KeyError> {
        for _ in 0..TRIES_MAX {
            let (one, other) = (prime(random)?, prime(random)?);
            if !are_far_apart(&one, &other) {
                continue;
            }
            let (p, q) = if *one > *other {
                (one, other)
            } else {
                (other, one)
            };
            if let Ok(key) = Self::of(&p, &q) {
                return Ok(key);
            }
        }
        Err(KeyError::Chance)
    }

    /// The secret is both primes, the larger one first.
    pub(super) fn from_secret(secret: &[u8]) -> Result<Self, KeyError> {
        match secret.split_at_checked(PRIME_BYTES) {
            Some((p, q)) if q.len() == PRIME_BYTES => {
                let [p, q] = [p, q].map(|prime| Zeroizing::new(U1024::from_be_slice(prime)));
                Self::of(&p, &q)
            }
            _ => Err(KeyError::Secret),
        }
    }

    fn of(p: &U1024, q: &U1024) -> Result<Self, KeyError> {
        let less = [p, q].map(|prime| Zeroizing::new(prime.wrapping_sub(&U1024::ONE)));
        let [less_p, less_q] = &less;
        let exponent = U1024::from(EXPONENT);
        let modulus: U2048 = p.concatenating_mul(q);
        let totient = Zeroizing::new(less_p.concatenating_mul(less_q));
        let modulus = modulus.to_be_bytes().as_ref().to_vec();
        let components = KeyPairComponents {
            public_key: PublicKeyComponents {
                n: modulus.as_slice(),
                e: EXPONENT_BYTES.as_slice(),
            },
            d: inverse(&exponent.resize(), &totient)?,
            p: number(p),
            q: number(q),
            dP: inverse(&exponent, less_p)?,
            dQ: inverse(&exponent, less_q)?,
            qInv: inverse(q, p)?,
        };
        let pair = KeyPair::from_components(&components).map_err(|_| KeyError::Secret)?;
        Ok(Self {
            primes: [components.p, components.q],
            pair,
            modulus,
        })
    }

    /// Made in one piece: a vector that grows leaves what it held behind.
    pub(super) fn secret(&self) -> Secret<Vec<u8>> {
        let [p, q] = &self.primes;
        Secret::new([p.as_slice(), q.as_slice()].concat())
    }

    pub(super) fn public(&self) -> PublicKey {
        PublicKey::rs256(&self.modulus, &EXPONENT_BYTES)
    }

    pub(super) fn sign(&self, text: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signature = vec![0; self.pair.public().modulus_len()];
        // This padding takes no chance; the library asks for a source all the same.
        let chance = SystemRandom::new();
        let signed = self
            .pair
            .sign(&RSA_PKCS1_SHA256, &chance, text, &mut signature);
        signed.map_err(|_| KeyError::Signing)?;
        Ok(signature)
    }
}

/// A prime whose two highest bits are set, so that the product of two has 2048 bits.
fn prime(random: &dyn Random) -> Result<Zeroizing<U1024>, KeyError> {
    let sieve = SmallFactorsSieveFactory::new(Flavor::Any, PRIME_BITS, SetBits::TwoMsb)
        .map_err(|_| KeyError::Chance)?;
    let found = sieve_and_find(&mut Chance(random), sieve, |_, candidate: &U1024| {
        is_prime(Flavor::Any, candidate)
    });
    let found = found.ok().flatten().ok_or(KeyError::Chance);
    found.map(Zeroizing::new)
}

/// SOURCE: FIPS 186-5, appendix A.1.3: the primes differ by more than 2^(1024 - 100).
fn are_far_apart(one: &U1024, other: &U1024) -> bool {
    let difference = one.max(other).wrapping_sub(one.min(other));
    difference.bits() > PRIME_BITS - 100
}

/// The inverse of a number, as `ring` takes it.
fn inverse<const LIMBS: usize>(
    of: &Uint<LIMBS>,
    modulus: &Uint<LIMBS>,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let modulus = NonZero::new(*modulus).into_option();
    let inverse = modulus.and_then(|modulus| of.invert_mod(&modulus).into_option());
    let inverse = Zeroizing::new(inverse.ok_or(KeyError::Secret)?);
    Ok(number(&inverse))
}

/// The bytes of a number, the highest first, without zeros before them.
fn number<const LIMBS: usize>(number: &Uint<LIMBS>) -> Zeroizing<Vec<u8>> {
    let bytes = number.to_be_bytes();
    let bytes: &[u8] = bytes.as_ref();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    Zeroizing::new(bytes.get(zeros..).unwrap_or_default().to_vec())
}
