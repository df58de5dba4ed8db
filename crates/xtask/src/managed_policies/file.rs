//! Writes the data file.

use std::{fmt::Write as _, io::Write as _};

use anyhow::{Context, Result};
use flate2::{Compression, write::DeflateEncoder};
use sha2::{Digest, Sha256};

use super::{Policy, delta};

/// How much text a compressed block holds, give or take one document: large blocks compress
/// better, small ones cost less to look something up.
const BLOCK_BYTES: usize = 64 * 1024;

/// What stands for a moment that is not known.
const UNKNOWN: &str = "-";

const MAGIC: &[u8; 8] = b"iamd-mp1";

/// The whole file, the same for the same policies.
pub(super) fn write(policies: &[Policy]) -> Result<Vec<u8>> {
    let mut blocks = Blocks::default();
    // All current documents first, so that looking one up passes no history.
    let mut documents = Vec::new();
    for policy in policies {
        documents.push(blocks.add(default_document(policy)?)?);
    }
    blocks.finish_block()?;
    let mut index = String::new();
    for (policy, document) in policies.iter().zip(documents) {
        let history = blocks.add(&history(policy)?)?;
        let (suffix, id) = (&policy.suffix, derived_id(&policy.suffix));
        let (created, updated, version) =
            (&policy.created, &policy.updated, policy.default_version);
        writeln!(
            index,
            "{suffix}\t{id}\t{version}\t{created}\t{updated}\t{document}\t{history}"
        )?;
    }
    blocks.finish_block()?;
    let index_bytes = u32::try_from(index.len()).context("the index is too long")?;
    Ok([
        MAGIC,
        &index_bytes.to_le_bytes()[..],
        index.as_bytes(),
        &blocks.done,
    ]
    .concat())
}

fn default_document(policy: &Policy) -> Result<&str> {
    let version = policy
        .versions
        .get(&policy.default_version)
        .context("no default version")?;
    Ok(&version.document)
}

/// The versions that are not the default one, newest first, each behind a line `vNUMBER MOMENT` as
/// what differs from the one before, the first one from the default version.
fn history(policy: &Policy) -> Result<String> {
    let mut history = String::new();
    let mut newer = default_document(policy)?;
    for (number, version) in policy.versions.iter().rev() {
        if *number == policy.default_version {
            continue;
        }
        let delta = delta::between(newer, &version.document);
        let created = version.created.as_deref().unwrap_or(UNKNOWN);
        write!(history, "v{number} {created}\n{delta}")?;
        newer = &version.document;
    }
    Ok(history)
}

/// An id with the form of AWS's: the same one for the same policy, always.
fn derived_id(suffix: &str) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let digest = Sha256::digest(suffix.as_bytes());
    let characters = digest.iter().take(17).map(|byte| {
        let place = usize::from(byte & 31);
        char::from(ALPHABET.get(place).copied().unwrap_or(b'A'))
    });
    "ANPA".chars().chain(characters).collect()
}

/// Compressed blocks, and the one that still takes text.
#[derive(Default)]
struct Blocks {
    done: Vec<u8>,
    open: Vec<u8>,
}

impl Blocks {
    /// Adds a text and says where it stands: the block's offset, the start in the block's text and
    /// the length, between tabs.
    fn add(&mut self, text: &str) -> Result<String> {
        if self.open.len() >= BLOCK_BYTES {
            self.finish_block()?;
        }
        let place = format!("{}\t{}\t{}", self.done.len(), self.open.len(), text.len());
        self.open.extend_from_slice(text.as_bytes());
        Ok(place)
    }

    fn finish_block(&mut self) -> Result<()> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&std::mem::take(&mut self.open))?;
        self.done.extend(encoder.finish()?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::managed_policies::Version;

    fn sample() -> Policy {
        let version = |created: &str, document: &str| Version {
            created: Some(created.into()),
            document: document.into(),
        };
        Policy {
            suffix: "/service-role/Sample".into(),
            created: "2015-02-06T18:39:46Z".into(),
            updated: "2016-02-06T18:39:46Z".into(),
            default_version: 2,
            versions: BTreeMap::from([
                (1, version("2015-02-06T18:39:46Z", "a\nb\nc")),
                (2, version("2016-02-06T18:39:46Z", "a\nb\nd")),
            ]),
        }
    }

    #[test]
    fn the_same_policies_make_the_same_file() {
        assert_eq!(write(&[sample()]).unwrap(), write(&[sample()]).unwrap());
    }

    #[test]
    fn the_index_is_a_line_a_policy() {
        let file = write(&[sample()]).unwrap();
        let id = derived_id("/service-role/Sample");
        let expect = format!(
            "/service-role/Sample\t{id}\t2\t2015-02-06T18:39:46Z\t2016-02-06T18:39:46Z\t0\t0\t5\t"
        );
        assert!(file[12..].starts_with(expect.as_bytes()));
    }

    #[test]
    fn derived_ids_look_like_ids_of_managed_policies() {
        let id = derived_id("/AdministratorAccess");
        assert_eq!(id.len(), 21);
        assert!(id.starts_with("ANPA"));
        assert_ne!(id, derived_id("/ReadOnlyAccess"));
    }

    #[test]
    fn the_history_goes_from_new_to_old() {
        let expect = "v1 2015-02-06T18:39:46Z\n=0 2\n+c\n";
        assert_eq!(history(&sample()).unwrap(), expect);
    }
}
