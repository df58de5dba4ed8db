//! The program `access-keys`: a user makes a second key, looks at both, and deletes it.

use aws_sdk_iam::primitives::DateTimeFormat;
use futures::future::BoxFuture;

use super::{KEYS_MAX, create_key, delete_key, get_last_use, list_keys, update_key};
use crate::{Failure, KeyEvent, KeyState, Made, Question, Stage, users::current_user};

/// Runs the program.
pub(crate) fn run<'a>(stage: &'a Stage<'a>) -> BoxFuture<'a, Result<(), Failure>> {
    Box::pin(perform(stage))
}

async fn perform(stage: &Stage<'_>) -> Result<(), Failure> {
    let iam = stage.iam();
    let user = &stage.step(current_user(iam)).await?.user_name;
    let keys_before = stage.step(list_keys(iam, user)).await?;
    if keys_before.len() >= KEYS_MAX {
        return Err(Failure::NoFreeKey { user: user.clone() });
    }
    stage.consent(&Question::AccessKey { user }).await?;

    let lost = Made::LostKey {
        user: user.clone(),
        before: keys_before
            .iter()
            .filter_map(|key| key.access_key_id.clone())
            .collect(),
    };
    let key = stage.making(lost.clone(), create_key(iam, user)).await?;
    stage.gone(&lost);
    let key_id = key.access_key_id.as_str();
    let made = Made::AccessKey {
        user: user.clone(),
        id: key_id.to_owned(),
    };
    stage.made(made.clone());
    stage.say(KeyEvent::KeyCreated {
        user,
        key_id,
        secret: stage.shown(&key.secret_access_key),
    })?;
    say_keys(stage, user).await?;

    // The original has one key, with which it signs. Temporary credentials need none.
    if let Some(existing) = keys_before
        .first()
        .and_then(|key| key.access_key_id.as_deref())
    {
        say_last_use(stage, existing).await?;
    }

    stage.step(update_key(iam, user, key_id, false)).await?;
    stage.say(KeyEvent::KeyDeactivated { key_id })?;
    say_keys(stage, user).await?;

    let deleting = delete_key(iam, user, key_id);
    stage.removing(&made, deleting).await?;
    stage.say(KeyEvent::KeyDeleted { key_id })?;
    say_keys(stage, user).await
}

async fn say_keys(stage: &Stage<'_>, user: &str) -> Result<(), Failure> {
    let keys = stage.step(list_keys(stage.iam(), user)).await?;
    let keys = keys
        .iter()
        .map(|key| KeyState {
            key_id: key.access_key_id.as_deref().unwrap_or_default(),
            status: key.status.as_ref().map_or("", |status| status.as_str()),
        })
        .collect();
    stage.say(KeyEvent::Keys { user, keys })
}

async fn say_last_use(stage: &Stage<'_>, key_id: &str) -> Result<(), Failure> {
    let answer = stage.step(get_last_use(stage.iam(), key_id)).await?;
    let last_use = answer.access_key_last_used.as_ref();
    let at = last_use.and_then(|use_| use_.last_used_date.as_ref());
    stage.say(KeyEvent::LastUse {
        key_id,
        service: last_use.map_or("N/A", |use_| use_.service_name.as_str()),
        region: last_use.map_or("N/A", |use_| use_.region.as_str()),
        at: at.and_then(|moment| moment.fmt(DateTimeFormat::DateTime).ok()),
    })
}
