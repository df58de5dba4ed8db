//! The program `users`: two users with different policies, and what each may do in a bucket.

use aws_sdk_iam::types::User;
use futures::future::BoxFuture;

use super::{attach_policy, create_user, delete_user, detach_policy, list_users, update_user};
use crate::{
    Attempt, Awaited, BucketEvent, Clients, Failure, KeyEvent, Made, PolicyEvent, Question, Stage,
    UserEvent,
    access_keys::{create_key, delete_key},
    buckets::{create_bucket, delete_bucket, delete_object, empty_bucket, get_object, put_object},
    policies::{Grant, create_policy, delete_policy},
};

/// The object of the program, and what is in it.
const KEY: &str = "note.txt";
const CONTENT: &str = "Written by a user who may write, read by both.";
/// The code with which the reader is refused.
const DENIED: &str = "AccessDenied";

/// A part that one of the two users plays.
struct Part {
    /// What the user is called at first.
    first_name: &'static str,
    /// What the user is called later.
    name: &'static str,
    /// What the policy is called, what it is for, and the actions that it allows.
    policy: &'static str,
    description: &'static str,
    actions: &'static [&'static str],
}

static WRITER: Part = Part {
    first_name: "read-writer",
    name: "author",
    policy: "read-write",
    description: "May put objects into the bucket and get them.",
    actions: &["s3:PutObject", "s3:GetObject"],
};

static READER: Part = Part {
    first_name: "reader",
    name: "audience",
    policy: "read-only",
    description: "May get the objects of the bucket.",
    actions: &["s3:GetObject"],
};

/// A user who is ready to play a part.
struct Player {
    user: String,
    policy_arn: String,
    key_id: String,
    clients: Clients,
}

/// Runs the program.
pub(crate) fn run<'a>(stage: &'a Stage<'a>) -> BoxFuture<'a, Result<(), Failure>> {
    Box::pin(perform(stage))
}

async fn perform(stage: &Stage<'_>) -> Result<(), Failure> {
    let bucket = &stage.name("bucket");
    stage.consent(&Question::Users { bucket }).await?;

    make_bucket(stage, bucket).await?;
    let users = [
        make_user(stage, &WRITER).await?,
        make_user(stage, &READER).await?,
    ];
    rename_user(stage, &WRITER).await?;
    rename_user(stage, &READER).await?;
    say_users(stage, &users).await?;
    let writer = equip(stage, &WRITER, bucket).await?;
    let reader = equip(stage, &READER, bucket).await?;

    put_as(stage, &writer, bucket).await?;
    get_as(stage, &writer, bucket).await?;
    get_as(stage, &reader, bucket).await?;
    be_refused_as(stage, &reader, bucket).await?;

    take_down(stage, reader).await?;
    take_down(stage, writer).await?;
    remove_bucket(stage, bucket).await
}

async fn make_bucket(stage: &Stage<'_>, bucket: &str) -> Result<(), Failure> {
    let made = Made::Bucket {
        name: bucket.to_owned(),
    };
    stage
        .making(made, create_bucket(stage.s3(), bucket))
        .await?;
    stage.say(BucketEvent::BucketCreated { bucket })
}

async fn make_user(stage: &Stage<'_>, part: &Part) -> Result<User, Failure> {
    let name = stage.name(part.first_name);
    let made = Made::User { name: name.clone() };
    let user = stage.making(made, create_user(stage.iam(), &name)).await?;
    stage.say(UserEvent::UserCreated {
        user: &name,
        user_id: &user.user_id,
    })?;
    Ok(user)
}

async fn rename_user(stage: &Stage<'_>, part: &Part) -> Result<(), Failure> {
    let [from, to] = [part.first_name, part.name].map(|name| stage.name(name));
    let renamed = Made::User { name: to.clone() };
    let renaming = update_user(stage.iam(), &from, &to);
    stage.making(renamed, renaming).await?;
    stage.gone(&Made::User { name: from.clone() });
    stage.say(UserEvent::UserRenamed {
        from: &from,
        to: &to,
    })
}

/// Finds the users in the list by their ids, which did not change with their names.
async fn say_users(stage: &Stage<'_>, users: &[User]) -> Result<(), Failure> {
    let listed = stage.step(list_users(stage.iam())).await?;
    let is_ours = |listed: &&User| users.iter().any(|user| user.user_id == listed.user_id);
    stage.say(UserEvent::Users {
        count: listed.len(),
        made: listed
            .iter()
            .filter(is_ours)
            .map(|user| user.user_name.as_str())
            .collect(),
    })
}

/// Gives a user the policy of the part, and a key.
async fn equip(stage: &Stage<'_>, part: &Part, bucket: &str) -> Result<Player, Failure> {
    let user = stage.name(part.name);
    let policy_arn = make_policy(stage, part, bucket).await?;

    let attachment = Made::Attachment {
        user: user.clone(),
        policy_arn: policy_arn.clone(),
    };
    let attaching = attach_policy(stage.iam(), &user, &policy_arn);
    stage.making(attachment, attaching).await?;
    stage.say(PolicyEvent::PolicyAttached {
        policy_arn: &policy_arn,
        user: &user,
    })?;

    let key = stage.step(create_key(stage.iam(), &user)).await?;
    let key_id = key.access_key_id.clone();
    stage.made(Made::AccessKey {
        user: user.clone(),
        id: key_id.clone(),
    });
    stage.say(KeyEvent::KeyCreated {
        user: &user,
        key_id: &key_id,
        secret: stage.shown(&key.secret_access_key),
    })?;
    Ok(Player {
        user,
        policy_arn,
        key_id,
        clients: stage.clients_with(&key),
    })
}

async fn make_policy(stage: &Stage<'_>, part: &Part, bucket: &str) -> Result<String, Failure> {
    let name = stage.name(part.policy);
    let arn = stage.account().policy_arn(&name);
    let grant = Grant {
        actions: part.actions,
        resource: &stage.account().objects_arn(bucket),
    };
    let made = Made::Policy { arn: arn.clone() };
    let making = create_policy(stage.iam(), &name, part.description, grant);
    stage.making(made, making).await?;
    stage.say(PolicyEvent::PolicyCreated {
        policy_arn: &arn,
        description: part.description,
    })?;
    Ok(arn)
}

async fn put_as(stage: &Stage<'_>, player: &Player, bucket: &str) -> Result<(), Failure> {
    let Player { user, clients, .. } = player;
    let putting = || put_object(&clients.s3, bucket, KEY, CONTENT);
    stage
        .step_when_known(Awaited::Key { user }, putting)
        .await?;
    stage.say(BucketEvent::ObjectPut {
        user,
        bucket,
        key: KEY,
    })
}

async fn get_as(stage: &Stage<'_>, player: &Player, bucket: &str) -> Result<(), Failure> {
    let Player { user, clients, .. } = player;
    let getting = || get_object(&clients.s3, bucket, KEY);
    let content = stage
        .step_when_known(Awaited::Key { user }, getting)
        .await?;
    stage.say(BucketEvent::ObjectGot {
        user,
        bucket,
        key: KEY,
        content: &content,
    })
}

/// Tries to delete the object with a user who must not. If that succeeds, somebody has to know.
async fn be_refused_as(stage: &Stage<'_>, player: &Player, bucket: &str) -> Result<(), Failure> {
    let Player { user, clients, .. } = player;
    let tried = stage.step(delete_object(&clients.s3, bucket, KEY)).await;
    match tried {
        Ok(()) => Err(Failure::NotRefused {
            caller: user.clone(),
            attempt: Attempt::DeleteObject {
                bucket: bucket.to_owned(),
                key: KEY.to_owned(),
            },
        }),
        Err(failure) if failure.code() == Some(DENIED) => stage.say(BucketEvent::DeleteRefused {
            user,
            bucket,
            key: KEY,
            code: DENIED,
        }),
        Err(failure) => Err(failure),
    }
}

/// Deletes a user with all that was made for it, the latest first.
async fn take_down(stage: &Stage<'_>, player: Player) -> Result<(), Failure> {
    let Player {
        user,
        policy_arn,
        key_id,
        ..
    } = player;
    let iam = stage.iam();

    let made = Made::AccessKey {
        user: user.clone(),
        id: key_id.clone(),
    };
    let deleting = delete_key(iam, &user, &key_id);
    stage.removing(&made, deleting).await?;
    stage.say(KeyEvent::KeyDeleted { key_id: &key_id })?;

    let made = Made::Attachment {
        user: user.clone(),
        policy_arn: policy_arn.clone(),
    };
    let detaching = detach_policy(iam, &user, &policy_arn);
    stage.removing(&made, detaching).await?;
    stage.say(PolicyEvent::PolicyDetached {
        policy_arn: &policy_arn,
        user: &user,
    })?;

    let made = Made::Policy {
        arn: policy_arn.clone(),
    };
    let deleting = delete_policy(iam, &policy_arn);
    stage.removing(&made, deleting).await?;
    stage.say(PolicyEvent::PolicyDeleted {
        policy_arn: &policy_arn,
    })?;

    let made = Made::User { name: user.clone() };
    stage.removing(&made, delete_user(iam, &user)).await?;
    stage.say(UserEvent::UserDeleted { user: &user })
}

async fn remove_bucket(stage: &Stage<'_>, bucket: &str) -> Result<(), Failure> {
    let objects = stage.step(empty_bucket(stage.s3(), bucket)).await?;
    let made = Made::Bucket {
        name: bucket.to_owned(),
    };
    let deleting = delete_bucket(stage.s3(), bucket);
    stage.removing(&made, deleting).await?;
    stage.say(BucketEvent::BucketDeleted { bucket, objects })
}
