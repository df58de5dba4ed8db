//! The root user's key, as lines that a shell can source.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use iamd_disk::{Disk, create_durably, folder_of};
use iamd_ident::{AccessKeyId, Secret, Timestamp};
use zeroize::Zeroizing;

use super::{DataDir, DataDirError, error::at};
use crate::config::Region;

const FILE_NAME: &str = "root-credentials.env";

/// What a client needs to act as the root user.
#[derive(Debug, Clone)]
pub struct RootCredentials {
    /// Where the server is, such as `http://127.0.0.1:4566`.
    pub endpoint_url: String,
    /// The key's id.
    pub access_key_id: AccessKeyId,
    /// The key's secret.
    pub secret_access_key: Secret<String>,
    /// The server's region.
    pub region: Region,
}

impl RootCredentials {
    /// The lines, secret and all, ready for `source`.
    pub fn lines(&self) -> Zeroizing<String> {
        Zeroizing::new(Lines(self).to_string())
    }
}

struct Lines<'a>(&'a RootCredentials);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let credentials = self.0;
        let lines: [(&str, &dyn fmt::Display); 5] = [
            ("AWS_ENDPOINT_URL", &credentials.endpoint_url),
            ("AWS_ACCESS_KEY_ID", &credentials.access_key_id),
            (
                "AWS_SECRET_ACCESS_KEY",
                credentials.secret_access_key.expose(),
            ),
            ("AWS_REGION", &credentials.region),
            // boto3 and the older CLI read this one alone.
            ("AWS_DEFAULT_REGION", &credentials.region),
        ];
        for (name, value) in lines {
            writeln!(f, "export {name}={value}")?;
        }
        Ok(())
    }
}

impl DataDir {
    /// Where the root user's key is written, if it is there.
    pub fn root_credentials(&self) -> Option<PathBuf> {
        self.has(FILE_NAME).then(|| self.file(FILE_NAME))
    }

    /// Writes the root user's key and says where it is. An older file is kept under another name:
    /// its key may be the only one to something.
    ///
    /// # Errors
    /// The system refuses.
    pub fn write_root_credentials(
        &self,
        credentials: &RootCredentials,
        now: Timestamp,
    ) -> Result<PathBuf, DataDirError> {
        let path = self.file(FILE_NAME);
        let lines = credentials.lines();
        let disk = &*self.disk;
        match create_durably(disk, &path, lines.as_bytes()) {
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {
                put_aside(disk, &path, now).map_err(at("rename", &path))?;
                let written = create_durably(disk, &path, lines.as_bytes());
                written.map_err(at("write", &path))?;
            }
            written => written.map_err(at("write", &path))?,
        }
        Ok(path)
    }
}

fn put_aside(disk: &dyn Disk, path: &Path, now: Timestamp) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    // To the microsecond: first starts that are broken off may follow each other fast.
    name.push(format!(".{}", now.strftime("%Y%m%dT%H%M%S.%6fZ")));
    let aside = PathBuf::from(name);
    disk.link(path, &aside)?;
    disk.remove_file(path)?;
    disk.sync_folder(folder_of(path))?;
    tracing::warn!(kept = %aside.display(), "an older file with a root key was put aside");
    Ok(())
}
