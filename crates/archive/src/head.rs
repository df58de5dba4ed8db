//! What stands in the clear: which format it is, and what opens the rest.
//!
//! ```text
//! "iamd archive"  version    length   keyring    length   key of the archive, sealed
//! 12 bytes        4 bytes    4        n          4        69
//! ```
//!
//! Numbers are big-endian. The sealed key is bound to everything before it.

use std::io::{self, Read, Write};

use iamd_ident::Random;
use iamd_seal::{OpenError, SealingKey, SealingKeys, key_id_of};
use zeroize::Zeroizing;

use crate::{Disorder, ReadError, WriteError};

/// The format that this version writes and reads.
pub const VERSION: u32 = 1;

/// LIMIT: the longest keyring.
pub const KEYRING_BYTES_MAX: usize = 1 << 20;

/// LIMIT: the longest sealed key.
const SEALED_KEY_BYTES_MAX: usize = 256;

const MAGIC: &[u8; 12] = b"iamd archive";

/// What the key of an archive is sealed for.
const PURPOSE: &[u8] = b"key of an archive";

/// What was read of a head.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) keyring: Vec<u8>,
    sealed_key: Vec<u8>,
}

impl Head {
    /// Writes a head with a fresh key, and gives the key.
    pub(crate) fn write(
        sink: &mut impl Write,
        keyring: &[u8],
        keys: &SealingKeys,
        random: &dyn Random,
    ) -> Result<SealingKey, WriteError> {
        if keyring.len() > KEYRING_BYTES_MAX {
            return Err(Disorder::TooLong("a keyring").into());
        }
        let key = SealingKey::generate(random);
        let sealed = keys.seal(key.expose(), &bound(keyring), random);
        let sealed = sealed.map_err(|_| Disorder::TooLong("a key"))?;
        sink.write_all(MAGIC)?;
        sink.write_all(&VERSION.to_be_bytes())?;
        for field in [keyring, &sealed] {
            let length = u32::try_from(field.len()).map_err(|_| Disorder::TooLong("a field"))?;
            sink.write_all(&length.to_be_bytes())?;
            sink.write_all(field)?;
        }
        Ok(key)
    }

    pub(crate) fn read(source: &mut impl Read) -> Result<Self, ReadError> {
        let mut magic = [0; MAGIC.len()];
        match source.read_exact(&mut magic) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(ReadError::Foreign);
            }
            read => read?,
        }
        if &magic != MAGIC {
            return Err(ReadError::Foreign);
        }
        let found = number(source)?;
        if found != VERSION {
            return Err(ReadError::Version { found });
        }
        Ok(Self {
            keyring: field(source, KEYRING_BYTES_MAX)?,
            sealed_key: field(source, SEALED_KEY_BYTES_MAX)?,
        })
    }

    /// The key of the archive.
    pub(crate) fn open(&self, keys: &SealingKeys) -> Result<SealingKey, ReadError> {
        let opened = keys.open(&self.sealed_key, &bound(&self.keyring));
        let opened = opened.map_err(|error| match (error, key_id_of(&self.sealed_key)) {
            (OpenError::UnknownKey { .. }, Ok(wanted)) => ReadError::NoKey { wanted },
            _ => ReadError::Head,
        })?;
        let bytes = <[u8; SealingKey::BYTES]>::try_from(opened.expose().as_slice());
        let bytes = Zeroizing::new(bytes.map_err(|_| ReadError::Head)?);
        Ok(SealingKey::from_bytes(bytes))
    }
}

fn bound(keyring: &[u8]) -> [&[u8]; 4] {
    const VERSION_BYTES: [u8; 4] = VERSION.to_be_bytes();
    [PURPOSE, MAGIC, &VERSION_BYTES, keyring]
}

fn number(source: &mut impl Read) -> Result<u32, ReadError> {
    let mut bytes = [0; 4];
    source.read_exact(&mut bytes)?;
    Ok(u32::from_be_bytes(bytes))
}

fn field(source: &mut impl Read, bytes_max: usize) -> Result<Vec<u8>, ReadError> {
    let length = usize::try_from(number(source)?).unwrap_or(usize::MAX);
    if length > bytes_max {
        return Err(ReadError::Head);
    }
    let mut bytes = vec![0; length];
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}
