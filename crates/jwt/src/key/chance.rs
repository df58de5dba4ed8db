//! Chance, as the libraries want it.

use std::convert::Infallible;

use iamd_ident::Random;
use rand_core::{TryCryptoRng, TryRng};

/// A [`Random`] for libraries.
pub(super) struct Chance<'a>(pub(super) &'a dyn Random);

impl TryRng for Chance<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.0.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.0.bytes()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

/// SECURITY: [`Random`] promises bytes that nobody can guess.
impl TryCryptoRng for Chance<'_> {}
