//! Sessions of the console, and the lists of their owners.

use iamd_auth::ConsoleSession;
use iamd_store::Key;

use super::on::On;
use crate::{
    Error,
    console_sessions::{begun_by, owner_of},
    keyspace,
    records::{ConsoleEntry, ConsoleOwnerRecord},
};

pub(super) async fn session(on: &mut On<'_>, record: ConsoleSession) -> Result<(), Error> {
    let account = on.account()?;
    on.check(record.owner.account() == account, || {
        "its owner is of another account".to_owned()
    });
    let (place, _) = owner_of(&record.owner)?;
    let why = "its owner has to know of it";
    if let Some(owner) = on.expect::<ConsoleOwnerRecord>(&place, why).await? {
        let entry = ConsoleEntry {
            name: on.segment(0).to_owned(),
            begun_by: begun_by(&record.owner).map(str::to_owned),
            expires_at: record.session.expires_at,
        };
        on.check(owner.sessions.contains(&entry), || {
            format!("{place} does not know of it as it is")
        });
    }
    Ok(())
}

pub(super) async fn owner(on: &mut On<'_>, record: ConsoleOwnerRecord) -> Result<(), Error> {
    let account = on.account()?;
    let mut names: Vec<&str> = record.sessions.iter().map(|entry| &*entry.name).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    on.check(names.len() == all && all > 0, || {
        "it lists no session, or one twice".to_owned()
    });
    for entry in &record.sessions {
        let place = keyspace::console_session(account, &entry.name)?;
        let why = format!("it has the session {}", entry.name);
        if let Some(session) = on.expect::<ConsoleSession>(&place, &why).await? {
            let owner: Option<Key> = owner_of(&session.owner).ok().map(|(place, _)| place);
            on.check(owner.as_ref() == Some(on.key()), || {
                format!("{place} is somebody else's")
            });
        }
    }
    Ok(())
}
