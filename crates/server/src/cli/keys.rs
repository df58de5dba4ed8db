//! `iamd keys …`: the keys that everything is under are shown and replaced.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::{
    Arg, ArgAction, ArgMatches, Command as Subcommand, builder::PossibleValuesParser, value_parser,
};
use iamd_disk::{Disk as _, LocalDisk};
use iamd_ident::Secret;
use iamd_seal::{InvalidMasterKey, MasterKey};
use zeroize::Zeroizing;

use super::{
    operator::{self, OperatorError},
    options,
};
use crate::{
    config::Loaded,
    control::{Answer, Command, GivenMasterKey, KeyKind, KeysAnswer, KeysCommand, RotatedMaster},
    output::say,
};

/// Keys cannot be shown or replaced. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum KeysError {
    #[error(transparent)]
    Operator(#[from] OperatorError),
    #[error("{} holds {source}", path.display())]
    NotAMasterKey {
        path: PathBuf,
        source: InvalidMasterKey,
    },
}

const KIND: &str = "kind";
const NEW_KEY: &str = "new-key";
const END_SESSIONS: &str = "end-sessions";
const JSON: &str = "json";

/// LIMIT: how much is read of a file that should hold a key.
const KEY_FILE_BYTES_MAX: usize = 4096;

pub(super) fn command() -> Subcommand {
    let with_settings = |command: Subcommand| {
        command.args(options::some(operator::SETTINGS)).arg(
            Arg::new(JSON)
                .long("json")
                .action(ArgAction::SetTrue)
                .help("Print JSON"),
        )
    };
    Subcommand::new("keys")
        .about("Show and replace the keys that everything is sealed with, with the server running or not")
        .subcommand_required(true)
        .subcommand(with_settings(Subcommand::new("list").about(
            "List the keys by their ids, which tell nothing about the keys themselves",
        )))
        .subcommand(with_settings(rotate()))
}

fn rotate() -> Subcommand {
    let kinds = KeyKind::ALL.map(KeyKind::name);
    Subcommand::new("rotate")
        .about("Replace keys, and bring everything that is under them under the new ones")
        .long_about(
            "Replace keys, and bring everything that is under them under the new ones. The server \
             goes on serving meanwhile. A rotation that is interrupted goes on at the next start.",
        )
        .after_long_help(
            "KIND is one of:\n  \
             master     the master key, which opens the keyring with all the others\n  \
             secrets    what seals access keys, MFA seeds, passwords and other secrets\n  \
             checksums  what proves records and chains the audit log\n  \
             objects    what seals the data keys of objects\n  \
             backups    what seals backups\n  \
             tokens     what seals the tokens of sessions, which live on unless --end-sessions\n  \
             all        all of them\n\n\
             A master key that lies in a file is replaced there, and the old one kept beside it as \
             master.key.ID: backups that were made before open with that one. With --new-key both \
             keys open the data directory until a start with the new one. Where a command prints \
             the master key, let it print the new one first.\n\n\
             If a part of it fails, the others are done all the same, and the error says which: once \
             the reason is gone, the server goes on with what is begun.",
        )
        .arg(
            Arg::new(KIND)
                .value_name("KIND")
                .required(true)
                .value_parser(PossibleValuesParser::new(kinds))
                .help("Which keys"),
        )
        .arg(
            Arg::new(NEW_KEY)
                .long(NEW_KEY)
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("A file with the new master key, which you provide from the next start on"),
        )
        .arg(
            Arg::new(END_SESSIONS)
                .long(END_SESSIONS)
                .action(ArgAction::SetTrue)
                .help("End all sessions of everybody at once (tokens, all)")
                .long_help(
                    "End all sessions of everybody at once: those of temporary credentials, and those \
                     of the console. With tokens and all alone.",
                ),
        )
}

/// Carries out one of the commands: by the server, or where none runs, by opening its stores.
pub(super) fn run(name: &str, matches: &ArgMatches, loaded: &Loaded) -> Result<(), KeysError> {
    let command = match name {
        "rotate" => rotation(matches)?,
        _ => KeysCommand::List,
    };
    let Answer::Keys(answer) = operator::perform(Command::Keys(command), loaded)? else {
        return Err(OperatorError::OtherAnswer.into());
    };
    if matches.get_flag(JSON) {
        say(&serde_json::to_string(&answer).map_err(OperatorError::from)?);
    } else {
        say(&text(&answer));
    }
    Ok(())
}

fn rotation(matches: &ArgMatches) -> Result<KeysCommand, KeysError> {
    let named = matches.get_one::<String>(KIND).map(String::as_str);
    let kind = KeyKind::ALL
        .into_iter()
        .find(|kind| Some(kind.name()) == named);
    let path = matches.get_one::<PathBuf>(NEW_KEY);
    Ok(KeysCommand::Rotate {
        // clap lets no other kind pass.
        kind: kind.unwrap_or(KeyKind::All),
        new_master_key: path.map(|path| read_key(path)).transpose()?,
        end_sessions: matches.get_flag(END_SESSIONS),
    })
}

fn read_key(path: &Path) -> Result<GivenMasterKey, KeysError> {
    let read = LocalDisk.read(path, KEY_FILE_BYTES_MAX);
    let bytes = Zeroizing::new(read.map_err(|source| OperatorError::Read {
        path: path.to_owned(),
        source,
    })?);
    let key = MasterKey::parse(&bytes).map_err(|source| KeysError::NotAMasterKey {
        path: path.to_owned(),
        source,
    })?;
    // SECURITY: of the right length from the start, so that no part of it is left behind.
    let mut hex = String::with_capacity(MasterKey::BYTES * 2);
    for byte in key.expose() {
        let _written = write!(hex, "{byte:02x}").is_ok();
    }
    Ok(GivenMasterKey(Secret::new(hex)))
}

/// An answer for people.
fn text(answer: &KeysAnswer) -> String {
    match answer {
        KeysAnswer::Keys {
            master_key_id,
            next_master_key_id,
            keys,
        } => {
            let mut lines = Vec::new();
            let masters = [
                (master_key_id, "in use"),
                (next_master_key_id, "from the next start on"),
            ];
            for (id, state) in masters {
                lines.extend(id.as_ref().map(|id| line("master", id, "", state)));
            }
            for key in keys {
                let made = key.made.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
                let state = if key.in_use { "in use" } else { "old" };
                lines.push(line(&key.purpose, &key.id, &made, state));
            }
            lines.concat()
        }
        KeysAnswer::Rotated {
            rotated,
            tokens,
            ended_console_sessions,
            master,
        } => {
            let mut text = String::new();
            for key in rotated {
                let (purpose, id, records) = (&key.purpose, &key.id, key.records);
                let said = match key.unreadable {
                    0 if records == 0 => format!("{purpose}: the key {id} is in use\n"),
                    0 => format!(
                        "{purpose}: the key {id} is in use, {records} records came under it\n"
                    ),
                    lost => format!(
                        "{purpose}: the key {id} is in use, but {lost} records open under no key, so \
                         the old keys stay; `iamd verify` names the records\n"
                    ),
                };
                text.push_str(&said);
            }
            if *tokens {
                text.push_str("tokens: a new key is in use\n");
            }
            if let Some(count) = ended_console_sessions {
                let said = format!("sessions: all are ended, {count} of the console among them\n");
                text.push_str(&said);
            }
            if let Some(master) = master {
                text.push_str(&master_text(master));
            }
            text
        }
    }
}

fn line(purpose: &str, id: &str, made: &str, state: &str) -> String {
    format!("{purpose:<15} {id}  {made:<20}  {state}\n")
}

fn master_text(master: &RotatedMaster) -> String {
    let (id, former) = (&master.id, &master.former_id);
    match (&master.former_file, master.is_through) {
        (Some(file), _) => format!(
            "master: the key {id} is in use; the old one, {former}, is kept as {} for backups of its \
             time\n",
            file.display()
        ),
        (None, true) => format!(
            "master: the key {id} is in use, and {former} opens nothing but backups of its time\n"
        ),
        (None, false) => format!(
            "master: {id} and {former} both open the data directory until a start with {id}\n"
        ),
    }
}
