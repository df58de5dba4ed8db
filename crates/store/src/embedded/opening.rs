//! Making a file, opening it, and saying clearly why that fails.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use iamd_disk::{Disk, DiskFile, draft_of, folder_of};
use redb::Database;

use super::{
    Settings,
    backend::{Backend, is_full},
    database,
    header::{DATA_FORMAT, Header, HeaderError},
    view::{TableView, contained},
};
use crate::{OpenError, StoreError, envelope::Envelope};

/// An open file, and what is needed to open it again in place.
pub(super) struct Opened {
    pub(super) database: Database,
    pub(super) backend: Backend,
    pub(super) view: Arc<TableView>,
}

/// Opens the file, or makes it if there is none.
pub(super) fn open_or_create(
    disk: &dyn Disk,
    path: &Path,
    settings: &Settings,
    envelope: &Arc<Envelope>,
) -> Result<Opened, OpenError> {
    match disk.open(path) {
        Ok(file) => open(disk, file, path, settings, envelope),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(disk, path, settings, envelope)
        }
        Err(error) => Err(io_error(path, error)),
    }
}

fn open(
    disk: &dyn Disk,
    file: Arc<dyn DiskFile>,
    path: &Path,
    settings: &Settings,
    envelope: &Arc<Envelope>,
) -> Result<Opened, OpenError> {
    lock(&*file, path)?;
    // A file comes into being whole, so an empty one was cut and is not to be filled anew.
    if file.bytes().map_err(|error| io_error(path, error))? == 0 {
        return Err(damaged(path, "it is empty"));
    }
    let backend = Backend::new(file);
    // INVARIANT: nothing is built on what is not durable. A process that was killed may have
    // written a commit and not synced it, or named the file and not synced its folder: that would
    // be served now and lost with the power, and all that follows with it.
    backend
        .sync()
        .and_then(|()| sync_folders(disk, path))
        .map_err(|error| io_error(path, error))?;
    let database = open_database(&backend, path, settings)?;
    let header = contained(|| database::header(&database))
        .map_err(|error| store_error(path, &error))?
        .ok_or_else(|| OpenError::Foreign { path: path.into() })?;
    match Header::decode(&header, envelope) {
        Ok(_) => opened(database, backend, path, envelope),
        Err(HeaderError::Version { found }) => Err(OpenError::Version {
            path: path.into(),
            found,
            known: DATA_FORMAT,
        }),
        Err(HeaderError::WrongKey) => Err(OpenError::WrongKey { path: path.into() }),
        Err(HeaderError::Damaged) => Err(damaged(path, "its header is unreadable")),
    }
}

/// Makes the file under another name, and gives it its own when its contents are durable: a crash
/// on the way leaves no file or a whole one.
fn create(
    disk: &dyn Disk,
    path: &Path,
    settings: &Settings,
    envelope: &Arc<Envelope>,
) -> Result<Opened, OpenError> {
    let refused = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => OpenError::NoFolder { path: path.into() },
        _ => io_error(path, error),
    };
    let new_path = draft_of(path);
    let file = disk.create(&new_path).map_err(refused)?;
    lock(&*file, path)?;
    // Who held the lock before may have finished the very file that is locked now.
    if let Ok(finished) = disk.open(path) {
        drop(file);
        return open(disk, finished, path, settings, envelope);
    }
    // What an unfinished attempt left.
    file.set_bytes(0).map_err(refused)?;
    let backend = Backend::new(file);
    let database = open_database(&backend, path, settings)?;
    let header = Header {
        created_at: settings.created_at,
    };
    database::initialize(&database, &header, envelope).map_err(|error| {
        if backend.faults.take_full() {
            OpenError::StorageFull { path: path.into() }
        } else {
            store_error(path, &error)
        }
    })?;
    disk.rename(&new_path, path).map_err(refused)?;
    sync_folders(disk, path).map_err(refused)?;
    opened(database, backend, path, envelope)
}

fn opened(
    database: Database,
    backend: Backend,
    path: &Path,
    envelope: &Arc<Envelope>,
) -> Result<Opened, OpenError> {
    let view = contained(|| database::view(&database, envelope));
    Ok(Opened {
        view: Arc::new(view.map_err(|error| store_error(path, &error))?),
        database,
        backend,
    })
}

/// Makes the file's name durable, and its folder's, which may be as new.
pub(super) fn sync_folders(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    let folder = folder_of(path);
    disk.sync_folder(folder)?;
    match disk.sync_folder(&folder.join("..")) {
        // Who may not read a folder has not made this one in it.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        result => result,
    }
}

pub(super) fn lock(file: &dyn DiskFile, path: &Path) -> Result<(), OpenError> {
    match file.try_lock() {
        Ok(true) => Ok(()),
        Ok(false) => Err(OpenError::Locked { path: path.into() }),
        Err(error) => Err(io_error(path, error)),
    }
}

/// Opens a locked file as redb's.
pub(super) fn open_database(
    backend: &Backend,
    path: &Path,
    settings: &Settings,
) -> Result<Database, OpenError> {
    // redb may panic on a file that was changed by others: that is damage, not an end of the server.
    let open = || database::open(backend.clone(), settings);
    let opened = catch_unwind(AssertUnwindSafe(open));
    let opened = opened.map_err(|_| damaged(path, "a page has contents that cannot be"))?;
    opened.map_err(|error| match error {
        redb::DatabaseError::DatabaseAlreadyOpen => OpenError::Locked { path: path.into() },
        redb::DatabaseError::Storage(redb::StorageError::Io(error)) => io_error(path, error),
        error => damaged(path, &error.to_string()),
    })
}

fn store_error(path: &Path, error: &StoreError) -> OpenError {
    damaged(path, &error.to_string())
}

fn damaged(path: &Path, detail: &str) -> OpenError {
    OpenError::Damaged {
        path: path.into(),
        detail: detail.to_owned(),
    }
}

fn io_error(path: &Path, source: io::Error) -> OpenError {
    let path = path.to_path_buf();
    match source.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            OpenError::Permission { path }
        }
        io::ErrorKind::NotADirectory => OpenError::NoFolder { path },
        // How redb says that a file does not begin as its own do.
        io::ErrorKind::InvalidData => OpenError::Foreign { path },
        // The file ends before what it says that it holds.
        io::ErrorKind::UnexpectedEof => damaged(&path, "it was cut short"),
        kind if is_full(kind) => OpenError::StorageFull { path },
        _ => OpenError::Io { path, source },
    }
}
