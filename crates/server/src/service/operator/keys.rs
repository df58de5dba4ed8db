//! The keys that everything is under.

use iamd_directory::FormerSealingKeys;
use iamd_seal::{KeyPurpose, MasterKey};
use serde_json::json;

use super::{Deed, Effect, refused};
use crate::{
    control::{
        GivenMasterKey, KeyInShort, KeyKind, KeysAnswer, KeysCommand, Peer, Refusal, RotatedKey,
        RotatedMaster,
    },
    data_dir::{Happened, MasterRotation},
    service::{
        Service,
        rotation::{RotationError, Swept},
        said,
    },
};

pub(super) fn deed(command: &KeysCommand) -> Deed {
    match command {
        KeysCommand::List => Deed {
            name: "ListKeys",
            ..Deed::default()
        },
        KeysCommand::Rotate {
            kind, end_sessions, ..
        } => Deed {
            name: "RotateKeys",
            effect: Effect::Changes,
            parameters: Some(json!({ "kind": kind.name(), "endSessions": end_sessions })),
            ..Deed::default()
        },
    }
}

/// The purposes of a kind.
fn purposes(kind: KeyKind) -> &'static [KeyPurpose] {
    match kind {
        KeyKind::Secrets => &[KeyPurpose::Secrets],
        KeyKind::Checksums => &[
            KeyPurpose::Records,
            KeyPurpose::ObjectRecords,
            KeyPurpose::Audit,
        ],
        KeyKind::Objects => &[KeyPurpose::ObjectKeys],
        KeyKind::Backups => &[KeyPurpose::Backups],
        KeyKind::Tokens | KeyKind::Master => &[],
        KeyKind::All => &KeyPurpose::ALL,
    }
}

impl Service {
    pub(super) async fn keys(
        &self,
        command: KeysCommand,
        peer: &Peer,
    ) -> Result<KeysAnswer, Refusal> {
        match command {
            KeysCommand::List => Ok(self.list_keys()),
            KeysCommand::Rotate {
                kind,
                new_master_key,
                end_sessions,
            } => {
                let given = new_master_key.as_ref().map(parsed).transpose()?;
                self.rotate(kind, given, end_sessions, peer).await
            }
        }
    }

    fn list_keys(&self) -> KeysAnswer {
        let keys = &self.0.parts.keys;
        let masters = keys.masters();
        let in_short = keys.shown().into_iter().map(|key| KeyInShort {
            purpose: key.purpose.to_string(),
            id: key.id.to_string(),
            made: key.made,
            in_use: key.is_current,
        });
        KeysAnswer::Keys {
            master_key_id: masters.map(|(id, _)| id.to_string()),
            next_master_key_id: masters.and_then(|(_, next)| Some(next?.to_string())),
            keys: in_short.collect(),
        }
    }

    /// What fails keeps nothing else from being done. The master key comes last: so it never opens
    /// keys that somebody wanted to be rid of.
    async fn rotate(
        &self,
        kind: KeyKind,
        given: Option<MasterKey>,
        end_sessions: bool,
        peer: &Peer,
    ) -> Result<KeysAnswer, Refusal> {
        let tokens = matches!(kind, KeyKind::Tokens | KeyKind::All);
        if end_sessions && !tokens {
            let text = "sessions are ended with the keys of tokens, or with all keys";
            return Err(Refusal(text.to_owned()));
        }
        let has_master = self.0.parts.keys.masters().is_some();
        let rotates_master = kind == KeyKind::Master || kind == KeyKind::All && has_master;
        if rotates_master {
            let checked = self.check_master_key(given.clone()).await;
            checked.map_err(|error| refused(&error))?;
        }
        let teller = peer.teller();
        let tell = move |said| teller.working(said);
        let mut score = Score::default();
        let mut swept = Vec::new();
        for (purpose, became) in self.rotate_keys(purposes(kind), &tell).await {
            swept.extend(score.note(purpose.name(), became).flatten());
        }
        let mut ended_console_sessions = None;
        if tokens {
            let former = if end_sessions {
                FormerSealingKeys::Forget
            } else {
                FormerSealingKeys::Keep
            };
            score.note("tokens", self.rotate_token_key(former).await);
        }
        if end_sessions {
            // SECURITY: behind the tokens, which could begin others.
            let ended = self.end_console_sessions().await;
            ended_console_sessions = score.note("sessions of the console", ended);
        }
        let mut master = None;
        if rotates_master {
            master = score.note("master", self.rotate_master_key(given).await);
        }
        score.check()?;
        Ok(KeysAnswer::Rotated {
            rotated: self.rotated(purposes(kind), &swept),
            tokens,
            ended_console_sessions,
            master: master.map(in_short),
        })
    }

    fn rotated(&self, purposes: &[KeyPurpose], swept: &[Swept]) -> Vec<RotatedKey> {
        let shown = self.0.parts.keys.shown();
        let of_purpose = |purpose: &KeyPurpose| {
            let id = shown.iter().find(|key| key.purpose == *purpose)?.id;
            let swept = swept.iter().find(|swept| swept.purpose == *purpose);
            Some(RotatedKey {
                purpose: purpose.to_string(),
                id: id.to_string(),
                records: swept.map_or(0, |swept| swept.changed),
                unreadable: swept.map_or(0, |swept| swept.unreadable),
            })
        };
        purposes.iter().filter_map(of_purpose).collect()
    }

    /// One event for each thing that opening the keys did.
    pub(in crate::service) async fn record_happened(&self) -> Result<(), Refusal> {
        for happened in self.0.parts.keys.take_happened() {
            let (name, parameters) = match happened {
                Happened::Upgraded => ("UpgradeDataDirectory", None),
                Happened::Mended => ("MendKeyring", None),
                Happened::MasterRotated(id) => (
                    "EndKeyRotation",
                    Some(json!({ "purpose": "master", "keyId": id.to_string() })),
                ),
            };
            let deed = Deed {
                name,
                effect: Effect::Changes,
                parameters,
                ..Deed::default()
            };
            self.record(&deed, None).await?;
        }
        Ok(())
    }

    /// One event for what a start or a running server did by itself.
    pub(in crate::service) async fn record_retired(&self, swept: &Swept) {
        let deed = Deed {
            name: "EndKeyRotation",
            effect: Effect::Changes,
            parameters: Some(json!({
                "purpose": swept.purpose.name(),
                "records": swept.changed,
                "unreadable": swept.unreadable,
            })),
            ..Deed::default()
        };
        if let Err(error) = self.record(&deed, None).await {
            tracing::error!(%error, "the end of a rotation of keys is not in the audit log");
        }
    }
}

/// What was done of a rotation, and what was not.
#[derive(Default)]
struct Score {
    done: Vec<&'static str>,
    failed: Vec<String>,
}

impl Score {
    fn note<T>(&mut self, part: &'static str, became: Result<T, RotationError>) -> Option<T> {
        match became {
            Ok(done) => {
                self.done.push(part);
                Some(done)
            }
            Err(error) => {
                self.failed.push(format!("{part}: {}", said(&error)));
                None
            }
        }
    }

    fn check(self) -> Result<(), Refusal> {
        if self.failed.is_empty() {
            return Ok(());
        }
        let failed = self.failed.join("; ");
        if self.done.is_empty() {
            return Err(Refusal(format!("nothing is through; {failed}")));
        }
        let done = self.done.join(", ");
        Err(Refusal(format!(
            "not all is through; {failed}; done: {done}"
        )))
    }
}

fn in_short(rotated: MasterRotation) -> RotatedMaster {
    RotatedMaster {
        id: rotated.id.to_string(),
        former_id: rotated.former.to_string(),
        is_through: rotated.is_through,
        former_file: rotated.former_file,
    }
}

fn parsed(given: &GivenMasterKey) -> Result<MasterKey, Refusal> {
    let parsed = MasterKey::parse(given.0.expose().as_bytes());
    parsed.map_err(|error| Refusal(format!("the new master key is {error}")))
}
