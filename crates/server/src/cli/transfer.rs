//! `iamd export` and `iamd import`: accounts as documents.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::{Arg, ArgAction, ArgMatches, Command as Subcommand, value_parser};
use iamd_ident::AccountId;
use iamd_transfer::DOCUMENT_BYTES_MAX;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{
    draft_file::{DraftFile, DraftFileError},
    operator::{self, OperatorError, SETTINGS},
    options,
};
use crate::{
    config::Loaded,
    control::{Answer, Command, Imported, TransferAnswer, TransferCommand, TransferRemark},
    data_dir::Reason,
    output::say,
};

/// An account cannot be told or made. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum TransferError {
    #[error(transparent)]
    Operator(#[from] OperatorError),
    #[error(transparent)]
    File(#[from] DraftFileError),
    #[error("cannot read {}: {}", named(path), Reason(source))]
    Read { path: PathBuf, source: io::Error },
    #[error("{} is no JSON, which is wanted here: {source}", named(path))]
    NotJson {
        path: PathBuf,
        source: serde_json::Error,
    },
    #[error("the files have more than {DOCUMENT_BYTES_MAX} bytes")]
    TooLong,
    #[error("the server told something else than remarks: {0}")]
    Remarks(serde_json::Error),
    #[error("cannot write JSON: {0}")]
    Json(serde_json::Error),
}

const ACCOUNT: &str = "account";
const SECRETS: &str = "secrets";
const OUTPUT: &str = "output";
const FILES: &str = "files";
const DRY_RUN: &str = "dry-run";
const JSON: &str = "json";

/// What stands for standard input and output.
const STANDARD: &str = "-";

pub(super) fn export_command() -> Subcommand {
    Subcommand::new("export")
        .about("Write an account as JSON, with the server running or not")
        .long_about(
            "Write an account as JSON: users, groups, roles, policies and all else that it holds, \
             with their ids and dates, for `iamd import`. Bytes of objects are not in it, and secrets \
             only with --secrets. What is written is of one moment.",
        )
        .arg(
            Arg::new(ACCOUNT)
                .value_name("ID")
                .required(true)
                .value_parser(value_parser!(AccountId))
                .help("The account's id, 12 digits"),
        )
        .arg(
            Arg::new(SECRETS)
                .long(SECRETS)
                .action(ArgAction::SetTrue)
                .help("Write secrets too, in the clear: keep the file as you would keep them"),
        )
        .arg(
            Arg::new(OUTPUT)
                .short('o')
                .long(OUTPUT)
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .default_value(STANDARD)
                .help("A file to be made, readable for its owner alone; - is standard output"),
        )
        .args(options::some(SETTINGS))
}

pub(super) fn import_command() -> Subcommand {
    let switch = |name: &'static str, help| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    Subcommand::new("import")
        .about("Make an account from JSON, with the server running or not")
        .long_about(
            "Make an account from what `iamd export` wrote, or from the output of `aws iam \
             get-account-authorization-details`, in one file or in a file for each page. The account \
             is made as a whole or not at all. What does not come along, and whatever is not as it \
             was, is told. If no key of its root user comes along, it gets one, which is printed this \
             once.",
        )
        .arg(
            Arg::new(FILES)
                .value_name("FILE")
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .help("What to read; - is standard input"),
        )
        .arg(
            Arg::new(ACCOUNT)
                .long(ACCOUNT)
                .value_name("ID")
                .value_parser(value_parser!(AccountId))
                .help("Give the account another id, 12 digits, in its ARNs and policies too"),
        )
        .arg(switch(DRY_RUN, "Check and tell everything, and change nothing"))
        .arg(switch(JSON, "Print JSON"))
        .args(options::some(SETTINGS))
}

pub(super) fn run_export(matches: &ArgMatches, loaded: &Loaded) -> Result<(), TransferError> {
    let Some(account_id) = matches.get_one::<AccountId>(ACCOUNT).copied() else {
        // clap asks for one.
        return Ok(());
    };
    let command = Command::Transfer(TransferCommand::Export {
        account_id,
        secrets: matches.get_flag(SECRETS),
    });
    match matches.get_one::<PathBuf>(OUTPUT) {
        Some(path) if path.as_os_str() != STANDARD => export_to(command, path, loaded),
        _ => {
            operator::perform_with(command, loaded, &[], &mut io::stdout().lock())?;
            Ok(())
        }
    }
}

/// Writes into a file of its own, which is there as a whole or not at all.
fn export_to(command: Command, path: &Path, loaded: &Loaded) -> Result<(), TransferError> {
    let mut draft = DraftFile::begin(path)?;
    operator::perform_with(command, loaded, &[], &mut draft)?;
    Ok(draft.finish()?)
}

pub(super) fn run_import(matches: &ArgMatches, loaded: &Loaded) -> Result<(), TransferError> {
    let files = matches.get_many::<PathBuf>(FILES).into_iter().flatten();
    let document = gathered(files)?;
    let command = Command::Transfer(TransferCommand::Import {
        account_id: matches.get_one::<AccountId>(ACCOUNT).copied(),
        dry_run: matches.get_flag(DRY_RUN),
        bytes: u64::try_from(document.len()).unwrap_or(u64::MAX),
    });
    let mut remarks = Vec::new();
    let answer = operator::perform_with(command, loaded, &document, &mut remarks)?;
    let Answer::Transfer(TransferAnswer::Imported(imported)) = answer else {
        return Err(OperatorError::OtherAnswer.into());
    };
    let remarks = serde_json::Deserializer::from_slice(&remarks).into_iter::<TransferRemark>();
    let remarks = remarks.collect::<Result<Vec<_>, _>>();
    let remarks = remarks.map_err(TransferError::Remarks)?;
    if matches.get_flag(JSON) {
        let told = json(&imported, &remarks).map_err(TransferError::Json)?;
        say(&told);
    } else {
        say(&text(&imported, &remarks));
    }
    Ok(())
}

/// What stands in all files, one behind the other.
///
/// SECURITY: it may hold secrets, so it is wiped, and no copy of a part is left behind.
fn gathered<'a>(
    files: impl Iterator<Item = &'a PathBuf> + Clone,
) -> Result<Zeroizing<Vec<u8>>, TransferError> {
    let mut parts = Vec::new();
    for path in files {
        let read = |from: &mut dyn Read| {
            let most = u64::try_from(DOCUMENT_BYTES_MAX).unwrap_or(u64::MAX);
            let mut part = Zeroizing::new(Vec::new());
            from.take(most + 1).read_to_end(&mut part)?;
            Ok(part)
        };
        let part = if path.as_os_str() == STANDARD {
            read(&mut io::stdin().lock())
        } else {
            File::open(path).and_then(|mut file| read(&mut file))
        };
        let part = part.map_err(|source| TransferError::Read {
            path: path.clone(),
            source,
        })?;
        is_json(&part).map_err(|source| TransferError::NotJson {
            path: path.clone(),
            source,
        })?;
        parts.push(part);
    }
    let length = parts.iter().map(|part| part.len() + 1).sum::<usize>();
    if length > DOCUMENT_BYTES_MAX {
        return Err(TransferError::TooLong);
    }
    let mut document = Zeroizing::new(Vec::with_capacity(length));
    for part in &parts {
        document.extend_from_slice(part);
        document.push(b'\n');
    }
    Ok(document)
}

/// That a file is JSON, be it several texts. Where all files are one document, nobody knows which of them
/// a line is of.
///
/// SECURITY: what is wrong with the form of a text is told without the text.
fn is_json(part: &[u8]) -> serde_json::Result<()> {
    const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
    let part = part.strip_prefix(BYTE_ORDER_MARK).unwrap_or(part);
    let mut texts = serde_json::Deserializer::from_slice(part).into_iter::<IgnoredAny>();
    texts.try_for_each(|text| text.map(drop))
}

/// What an error calls a file.
fn named(path: &Path) -> String {
    if path.as_os_str() == STANDARD {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

fn json(imported: &Imported, remarks: &[TransferRemark]) -> serde_json::Result<Zeroizing<String>> {
    let mut told = serde_json::to_value(imported)?;
    if let Value::Object(members) = &mut told {
        members.insert("remarks".to_owned(), json!(remarks));
    }
    serde_json::to_string(&told).map(Zeroizing::new)
}

/// For people, and for a shell that sources it.
fn text(imported: &Imported, remarks: &[TransferRemark]) -> Zeroizing<String> {
    let counts = imported.counts.iter().filter(|(_, count)| **count > 0);
    let counts: Vec<_> = counts
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    let mut text = Zeroizing::new(format!(
        "# account {} {}: {}\n",
        imported.account_id,
        if imported.made {
            "is imported"
        } else {
            "would be imported; nothing was changed"
        },
        counts.join(", ").replace('_', " "),
    ));
    let mut kind = "";
    for remark in remarks {
        if remark.kind != kind {
            kind = &remark.kind;
            text.push_str(&comment("", title(kind)));
        }
        let TransferRemark { about, said, .. } = remark;
        text.push_str(&comment("  ", &format!("{about}: {said}")));
    }
    if let Some(key) = &imported.root_key {
        text.push_str(&comment("", "the key of its root user, shown this once"));
        text.push_str("export AWS_ACCESS_KEY_ID=");
        text.push_str(key.access_key_id.as_str());
        text.push_str("\nexport AWS_SECRET_ACCESS_KEY=");
        text.push_str(key.secret_access_key.expose());
        text.push('\n');
    }
    text
}

/// A line that a shell passes over.
///
/// SECURITY: remarks tell names that stood in the document, which anybody may have written. None of them
/// begins a line of its own.
fn comment(indent: &str, text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    format!("# {indent}{text}\n")
}

/// What a kind of remarks is about.
fn title(kind: &str) -> &str {
    match kind {
        "left-out" => "left out:",
        "changed" => "not as it was:",
        "unknown-principal" => "named by policies and not known here:",
        "not-understood" => "policies that are not understood:",
        "over-quota" => "more than quotas allow:",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_sourced_whatever_stood_in_the_document() {
        let imported = Imported {
            account_id: "123456789012".parse().unwrap(),
            made: true,
            records: 1,
            counts: [("users".to_owned(), 2)].into(),
            remarks: 1,
            root_key: None,
        };
        let remark = TransferRemark {
            kind: "unknown-principal".to_owned(),
            about: "role x".to_owned(),
            said: "names a\nrm -r /\r, b: here nobody is meant".to_owned(),
        };
        let expect = "# account 123456789012 is imported: users 2\n\
                      # named by policies and not known here:\n\
                      #   role x: names a rm -r / , b: here nobody is meant\n";
        assert_eq!(*text(&imported, &[remark]), expect);
    }
}
