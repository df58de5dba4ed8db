//! Another master key.
//!
//! ```text
//! where iamd keeps the key in a file         where the operator gives it
//!   1  the new key      master.key.next        1  the ring opens with both keys
//!   2  the ring opens with both keys           2  a start with the new key: with it alone
//!   3  the old key      master.key.ID
//!   4  master.key.next  becomes master.key
//!   5  the ring opens with the new key alone
//! ```
//!
//! Each step is durable before the next one begins. After an interruption the next start finds out
//! by what lies there which step was the last, and goes on; before the second there is nothing to go
//! on with.

use std::{
    io,
    path::{Path, PathBuf},
};

use iamd_disk::{folder_of, replace_durably};
use iamd_seal::{KeyId, MasterKey};

use super::{ChangeError, Happened, Keys, KeysHeld, Lasting};
use crate::data_dir::{
    error::{DataDirError, at},
    master_key::read_file,
};

/// What became of a rotation of the master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MasterRotation {
    /// The id of the new master key.
    pub id: KeyId,
    /// The id of the one before.
    pub former: KeyId,
    /// Whether the new key alone opens the data directory. Else the old one does, too, until a start
    /// with the new one.
    pub is_through: bool,
    /// Where the old key lies now, if it was put aside: backups of its time open with it.
    pub former_file: Option<PathBuf>,
}

const NO_MASTER_KEY: &str = "development mode has no master key";

impl Keys {
    /// The id of the master key in use, and that of another one that will be from another start on.
    /// None in memory alone.
    pub fn masters(&self) -> Option<(KeyId, Option<KeyId>)> {
        let current = *self.0.lasting.as_ref()?.master.lock();
        let ring = self.0.ring.read();
        let next = ring.masters().next().filter(|newest| *newest != current);
        Some((current, next))
    }

    /// Goes on with a rotation of the master key that was interrupted, and ends one that waited for
    /// this start.
    ///
    /// INVARIANT: nobody else has the keys yet.
    pub(super) fn go_on_with_master(&self) -> Result<(), DataDirError> {
        let Some(lasting) = &self.0.lasting else {
            return Ok(());
        };
        let next = lasting.read_next()?;
        // SECURITY: a key that the ring does not know yet is nobody's: its rotation was not begun, or
        // it was put there by somebody else.
        let is_known = |key: &MasterKey| self.0.ring.read().masters().any(|id| id == key.id());
        let went_on = match next {
            Some(next) if is_known(&next) => self.put_in_place(lasting, &next).map(|_| true),
            _ => self.end_if_newest(lasting),
        };
        lasting.clear_next()?;
        match went_on {
            Ok(true) => {
                tracing::info!("the rotation of the master key is through");
                let id = *lasting.master.lock();
                self.0.happened.lock().push(Happened::MasterRotated(id));
            }
            Ok(false) => {}
            Err(ChangeError::DataDir(error)) => return Err(error),
            Err(error) => return Err(DataDirError::MasterRotation(error.to_string())),
        }
        Ok(())
    }

    /// Steps 2 to 5.
    fn put_in_place(
        &self,
        lasting: &Lasting,
        next: &MasterKey,
    ) -> Result<MasterRotation, ChangeError> {
        let former = *lasting.master.lock();
        self.admit_beside(former, next)?;
        let aside = lasting.take_next(former)?;
        self.admit_only(lasting, next)?;
        Ok(MasterRotation {
            id: next.id(),
            former,
            is_through: true,
            former_file: aside,
        })
    }

    /// Lets another key open the ring beside the one in use, and no third one.
    fn admit_beside(&self, current: KeyId, next: &MasterKey) -> Result<(), ChangeError> {
        self.change(|ring, random| {
            ring.dismiss_all_but(&[current, next.id()]);
            Ok(ring.admit(next, random)?)
        })
    }

    fn admit_only(&self, lasting: &Lasting, master: &MasterKey) -> Result<(), ChangeError> {
        self.change(|ring, random| Ok(ring.admit_only(master, random)?))?;
        *lasting.master.lock() = master.id();
        Ok(())
    }

    /// Ends a rotation if the source gives the newest of several keys. Says whether it did.
    fn end_if_newest(&self, lasting: &Lasting) -> Result<bool, ChangeError> {
        let (newest, count) = {
            let ring = self.0.ring.read();
            (ring.masters().next(), ring.masters().count())
        };
        if count < 2 {
            return Ok(false);
        }
        let master = lasting.source.read()?;
        if newest != Some(master.id()) {
            return Ok(false);
        }
        self.admit_only(lasting, &master)?;
        Ok(true)
    }

    pub(super) fn rotate_master(
        &self,
        given: Option<MasterKey>,
    ) -> Result<MasterRotation, ChangeError> {
        let Some(lasting) = &self.0.lasting else {
            return Err(refused(NO_MASTER_KEY));
        };
        let former = *lasting.master.lock();
        // What was begun before comes first.
        if lasting.source.may_change() && self.end_if_newest(lasting)? {
            return Ok(MasterRotation {
                id: *lasting.master.lock(),
                former,
                is_through: true,
                former_file: None,
            });
        }
        if let (None, Some(path)) = (&given, lasting.source.file()) {
            let next = MasterKey::generate(&*self.0.random);
            let place = next_of(path);
            let written = replace_durably(&*lasting.disk, &place, next.expose());
            written.map_err(at("write", &place))?;
            return self.put_in_place(lasting, &next);
        }
        let next = lasting.other_master(given)?;
        self.admit_beside(former, &next)?;
        let is_through = lasting.source.may_change() && self.end_if_newest(lasting)?;
        Ok(MasterRotation {
            id: next.id(),
            former,
            is_through,
            former_file: None,
        })
    }
}

impl KeysHeld {
    /// Fails if [`KeysHeld::rotate_master`] would, as far as that can be known before.
    ///
    /// # Errors
    /// There is no other key.
    pub async fn check_master_rotation(&self, given: Option<MasterKey>) -> Result<(), ChangeError> {
        self.on_own_thread(move |keys| {
            let Some(lasting) = &keys.0.lasting else {
                return Err(refused(NO_MASTER_KEY));
            };
            // Where iamd keeps the key in a file, it makes another one.
            if given.is_none() && lasting.source.file().is_some() {
                return Ok(());
            }
            lasting.other_master(given).map(drop)
        })
        .await
    }

    /// Replaces the master key: by the one that is given, which the operator will provide from
    /// another start on; or by a fresh one, where iamd keeps it in a file; or by the one that its
    /// command prints now.
    ///
    /// # Errors
    /// There is no other key, or something cannot be read or written. Each master key that opened
    /// the data directory before still does.
    pub async fn rotate_master(
        &self,
        given: Option<MasterKey>,
    ) -> Result<MasterRotation, ChangeError> {
        self.on_own_thread(move |keys| keys.rotate_master(given))
            .await
    }
}

impl Lasting {
    /// Another master key than the one in use: the given one, or the one that its source gives now.
    fn other_master(&self, given: Option<MasterKey>) -> Result<MasterKey, ChangeError> {
        let source = &self.source;
        let other = match given {
            Some(given) => given,
            None if source.may_change() => source.read()?,
            None => {
                return Err(refused(
                    "the master key comes from the environment, so the new one has to be given: \
                     name a file that holds it with --new-key",
                ));
            }
        };
        let current = *self.master.lock();
        if other.id() == current {
            return Err(ChangeError::Refused(format!(
                "{current} is the master key in use; {source} has to give another one first, or \
                 --new-key has to name a file with another one"
            )));
        }
        Ok(other)
    }

    /// The next master key, while a rotation goes on.
    fn read_next(&self) -> Result<Option<MasterKey>, DataDirError> {
        let Some(path) = self.source.file() else {
            return Ok(None);
        };
        match read_file(&*self.disk, &next_of(path)) {
            Ok(bytes) => Ok(MasterKey::parse(&bytes).ok()),
            Err(DataDirError::NoMasterKey { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removes a next master key that nothing is under.
    fn clear_next(&self) -> Result<(), DataDirError> {
        let Some(path) = self.source.file() else {
            return Ok(());
        };
        let next = next_of(path);
        // Looked at first: where nothing may be written, even what is not there cannot be removed.
        match self.disk.entry(&next) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            found => found.map_err(at("look at", &next))?,
        };
        self.disk.remove_file(&next).map_err(at("remove", &next))?;
        self.sync_folder(path)
    }

    /// Puts the old key aside and the next one in its place, and says where the old one is.
    fn take_next(&self, former: KeyId) -> Result<Option<PathBuf>, DataDirError> {
        let Some(path) = self.source.file() else {
            return Ok(None);
        };
        let aside = with_ending(path, &former.to_string());
        let is_aside = match self.disk.link(path, &aside) {
            // Somebody lost it: the next one is what they need most.
            Err(source) if source.kind() == io::ErrorKind::NotFound => false,
            Err(source) if source.kind() != io::ErrorKind::AlreadyExists => {
                return Err(at("write", &aside)(source));
            }
            _ => true,
        };
        self.sync_folder(path)?;
        let next = next_of(path);
        self.disk.rename(&next, path).map_err(at("rename", &next))?;
        self.sync_folder(path)?;
        Ok(is_aside.then_some(aside))
    }

    fn sync_folder(&self, path: &Path) -> Result<(), DataDirError> {
        let folder = folder_of(path);
        self.disk.sync_folder(folder).map_err(at("sync", folder))
    }
}

fn next_of(path: &Path) -> PathBuf {
    with_ending(path, "next")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn refused(text: &str) -> ChangeError {
    ChangeError::Refused(text.to_owned())
}
