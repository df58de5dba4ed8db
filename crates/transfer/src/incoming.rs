//! Reads a document of either kind.

use iamd_directory::{Portable, Remark};
use iamd_ident::{AccountId, Partition};
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::value::RawValue;

use crate::{
    DOCUMENT_BYTES_MAX, ReadError, authorization_details,
    document::{Document, VERSION},
    faults,
    place::Origins,
    renaming::Renaming,
};

/// Where an account goes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The partition of the server.
    pub partition: Partition,
    /// The id that the account is to have, if not its own.
    pub account: Option<AccountId>,
}

/// An account that was read.
#[derive(Debug)]
pub struct Incoming {
    pub(crate) portable: Portable,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) origins: Origins,
}

/// As much of a document as tells what it is.
#[derive(Deserialize)]
struct Probe {
    format: Option<IgnoredAny>,
    version: Option<u32>,
    #[serde(rename = "UserDetailList")]
    users: Option<IgnoredAny>,
    #[serde(rename = "GroupDetailList")]
    groups: Option<IgnoredAny>,
    #[serde(rename = "RoleDetailList")]
    roles: Option<IgnoredAny>,
    #[serde(rename = "Policies")]
    policies: Option<IgnoredAny>,
}

impl Probe {
    fn is_page(&self) -> bool {
        let lists = [&self.users, &self.groups, &self.roles, &self.policies];
        lists.into_iter().any(Option::is_some)
    }
}

impl Incoming {
    /// Reads a document: an export, or pages of `GetAccountAuthorizationDetails`, one behind the other
    /// or in an array.
    ///
    /// # Errors
    /// It is neither, is too long, or something in it is not what it should be.
    pub fn read(bytes: &[u8], target: &Target) -> Result<Self, ReadError> {
        if bytes.len() > DOCUMENT_BYTES_MAX {
            return Err(ReadError::TooLong {
                most: DOCUMENT_BYTES_MAX,
            });
        }
        let documents = documents(bytes)?;
        let first = documents.first().ok_or(ReadError::Empty)?;
        let probe: Probe = parsed(first, String::new()).map_err(|_| ReadError::Unknown)?;
        let (mut incoming, partition) = if probe.is_page() {
            authorization_details::read(&documents)?
        } else if probe.format.is_some() && documents.len() == 1 {
            own(first, probe.version)?
        } else {
            return Err(ReadError::Unknown);
        };
        let account = incoming.portable.account.id;
        let renaming = Renaming::new(
            (account, target.account.unwrap_or(account)),
            (partition, target.partition),
        );
        let renamed = renaming.apply(&mut incoming.portable);
        incoming.remarks.extend(renamed);
        Ok(incoming)
    }

    /// What was read, as it is to be made.
    pub fn portable(&self) -> &Portable {
        &self.portable
    }

    /// What there is to say of it so far.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }
}

fn own(document: &RawValue, version: Option<u32>) -> Result<(Incoming, Partition), ReadError> {
    match version {
        Some(version) if version != VERSION => {
            return Err(ReadError::Version {
                version,
                known: VERSION,
            });
        }
        _ => {}
    }
    let document: Document = parsed(document, String::new())?;
    let partition = document.partition;
    let incoming = Incoming {
        portable: document.into(),
        remarks: Vec::new(),
        origins: Origins::Own,
    };
    Ok((incoming, partition))
}

/// The JSON texts that stand one behind the other, or in one array.
fn documents(bytes: &[u8]) -> Result<Vec<&RawValue>, ReadError> {
    const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut documents = Vec::new();
    for document in serde_json::Deserializer::from_slice(bytes).into_iter::<&RawValue>() {
        let document = document.map_err(|error| malformed(String::new(), &error))?;
        if document.get().starts_with('[') {
            let inner: Vec<&RawValue> = serde_json::from_str(document.get())
                .map_err(|error| malformed(String::new(), &error))?;
            documents.extend(inner);
        } else {
            documents.push(document);
        }
    }
    Ok(documents)
}

/// Reads a JSON text. `before` stands before the places of errors.
pub(crate) fn parsed<T: DeserializeOwned>(
    document: &RawValue,
    before: String,
) -> Result<T, ReadError> {
    let mut json = serde_json::Deserializer::from_str(document.get());
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let place = before + &faults::place(error.path(), error.inner());
        malformed(place, error.inner())
    })
}

fn malformed(place: String, error: &serde_json::Error) -> ReadError {
    ReadError::Malformed {
        place,
        reason: faults::reason(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str) -> String {
        let target = Target {
            partition: Partition::Aws,
            account: None,
        };
        Incoming::read(text.as_bytes(), &target)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn what_is_no_account_is_refused() {
        let unknown = "it is neither an export of iamd nor an output of \
                       get-account-authorization-details";
        assert_eq!(refused(""), "there is nothing in it");
        assert_eq!(refused("[]"), "there is nothing in it");
        for other in ["{}", "1", "\"x\"", r#"[{"x": 1}]"#, r#"{"Users": []}"#] {
            assert_eq!(refused(other), unknown, "{other}");
        }
        let later = r#"{"format": "iamd account", "version": 2, "new": {}}"#;
        assert_eq!(
            refused(later),
            "it has version 2, and this program reads version 1"
        );
    }

    #[test]
    fn broken_json_is_told_with_its_place() {
        assert!(refused("{\"format\": \n x").starts_with("expected value at line 2 column 2"));
        let wrong = r#"{"UserDetailList": [{"UserName": 7}]}"#;
        assert!(refused(wrong).starts_with("UserDetailList[0].UserName: invalid type: an integer"));
    }
}
