//! Writes iamd's own document, piece by piece: a line for each thing.

use iamd_directory::{Exporter, PortableList, PortablePart};
use iamd_ident::{Partition, Timestamp};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::{
    TransferError,
    document::{FORMAT, VERSION},
};

/// What stands before the account.
#[derive(Clone, Debug)]
pub struct Header {
    /// When it is told.
    pub exported: Timestamp,
    /// Which program tells it, such as `iamd 0.1.0`.
    pub program: String,
    /// The partition of the ARNs.
    pub partition: Partition,
    /// Whether secrets are told.
    pub has_secrets: bool,
}

/// Writes an account. `take` gets the document in pieces, of which none is larger than a few dozen of
/// the largest things in the account.
///
/// SECURITY: pieces may hold secrets in the clear; each is wiped when it is dropped.
///
/// # Errors
/// The account cannot be read, or `take` refuses a piece.
pub async fn export<T, F>(
    exporter: &mut Exporter,
    header: &Header,
    mut take: T,
) -> Result<(), TransferError>
where
    T: FnMut(Zeroizing<String>) -> F + Send,
    F: Future<Output = Result<(), TransferError>> + Send,
{
    let mut text = Zeroizing::new("{\n".to_owned());
    member(&mut text, "format", &FORMAT)?;
    member(&mut text, "version", &VERSION)?;
    member(&mut text, "exported", &header.exported)?;
    member(&mut text, "program", &header.program)?;
    member(&mut text, "partition", &header.partition.as_str())?;
    member(&mut text, "secrets", &header.has_secrets)?;
    member(&mut text, "account", &exporter.account().await?)?;
    text.push_str("  \"root_user\": ");
    push(&mut text, &exporter.root_user().await?)?;
    take(text).await?;
    for list in PortableList::ALL {
        let begin = format!(",\n  \"{}\": [", list.name());
        let mut text = Zeroizing::new(begin);
        let mut comma = "";
        loop {
            let piece = exporter.next(list).await?;
            if piece.is_empty() {
                break;
            }
            for part in &piece {
                text.push_str(comma);
                text.push_str("\n    ");
                comma = ",";
                push_part(&mut text, part)?;
            }
            take(std::mem::take(&mut text)).await?;
        }
        text.push_str(if comma.is_empty() { "]" } else { "\n  ]" });
        take(text).await?;
    }
    take(Zeroizing::new("\n}\n".to_owned())).await
}

fn member(text: &mut String, name: &str, value: &impl Serialize) -> Result<(), TransferError> {
    text.push_str("  \"");
    text.push_str(name);
    text.push_str("\": ");
    push(text, value)?;
    text.push_str(",\n");
    Ok(())
}

fn push_part(text: &mut String, part: &PortablePart) -> Result<(), TransferError> {
    match part {
        PortablePart::Policy(part) => push(text, part),
        PortablePart::Group(part) => push(text, part),
        PortablePart::Role(part) => push(text, part),
        PortablePart::InstanceProfile(part) => push(text, part),
        PortablePart::User(part) => push(text, part),
        PortablePart::MfaDevice(part) => push(text, part),
        PortablePart::SamlProvider(part) => push(text, part),
        PortablePart::OidcProvider(part) => push(text, part),
        PortablePart::ServerCertificate(part) => push(text, part),
        PortablePart::Bucket(part) => push(text, part),
    }
}

fn push(text: &mut String, value: &impl Serialize) -> Result<(), TransferError> {
    let json = serde_json::to_string(value).map_err(TransferError::Json)?;
    text.push_str(&Zeroizing::new(json));
    Ok(())
}
