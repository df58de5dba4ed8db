//! How the program takes down what it made.

use super::Demonstration;
use crate::{
    Failure, KeyEvent, Made, MfaEvent, PolicyEvent, RoleEvent, Stage, UserEvent,
    access_keys::delete_key,
    mfa::{deactivate_device, delete_device},
    policies::delete_policy,
    roles::{delete_role, detach_policy},
    users,
};

/// Deletes the role with its policy, then the user with what it has: nothing is deleted that
/// something else still hangs on.
pub(super) async fn teardown(
    stage: &Stage<'_>,
    of_role: &Stage<'_>,
    shown: &Demonstration,
) -> Result<(), Failure> {
    remove_policy(of_role, shown).await?;
    remove_role(of_role, shown).await?;
    remove_user_policy(stage, shown).await?;
    remove_key(stage, shown).await?;
    remove_device(stage, shown).await?;
    remove_user(stage, shown).await
}

async fn remove_policy(of_role: &Stage<'_>, shown: &Demonstration) -> Result<(), Failure> {
    let Demonstration {
        role, policy_arn, ..
    } = shown;
    let made = Made::RoleAttachment {
        role: role.clone(),
        policy_arn: policy_arn.clone(),
    };
    let detaching = detach_policy(of_role.iam(), role, policy_arn);
    of_role.removing(&made, detaching).await?;
    of_role.say(RoleEvent::RolePolicyDetached { policy_arn, role })?;
    let made = Made::Policy {
        arn: policy_arn.clone(),
    };
    let deleting = delete_policy(of_role.iam(), policy_arn);
    of_role.removing(&made, deleting).await?;
    of_role.say(PolicyEvent::PolicyDeleted { policy_arn })
}

async fn remove_role(of_role: &Stage<'_>, shown: &Demonstration) -> Result<(), Failure> {
    let role = &shown.role;
    let made = Made::Role { name: role.clone() };
    let deleting = delete_role(of_role.iam(), role);
    of_role.removing(&made, deleting).await?;
    of_role.say(RoleEvent::RoleDeleted { role })
}

async fn remove_user_policy(stage: &Stage<'_>, shown: &Demonstration) -> Result<(), Failure> {
    let Demonstration {
        user, user_policy, ..
    } = shown;
    let made = Made::UserPolicy {
        user: user.clone(),
        name: user_policy.clone(),
    };
    let deleting = users::delete_policy(stage.iam(), user, user_policy);
    stage.removing(&made, deleting).await?;
    stage.say(RoleEvent::UserMayNotAssume { user })
}

async fn remove_key(stage: &Stage<'_>, shown: &Demonstration) -> Result<(), Failure> {
    let Demonstration { user, key_id, .. } = shown;
    let made = Made::AccessKey {
        user: user.clone(),
        id: key_id.clone(),
    };
    let deleting = delete_key(stage.iam(), user, key_id);
    stage.removing(&made, deleting).await?;
    stage.say(KeyEvent::KeyDeleted { key_id })
}

async fn remove_device(stage: &Stage<'_>, shown: &Demonstration) -> Result<(), Failure> {
    let Demonstration {
        user,
        serial_number,
        ..
    } = shown;
    let deactivating = deactivate_device(stage.iam(), user, serial_number);
    stage.step(deactivating).await?;
    let made = Made::MfaDevice {
        serial_number: serial_number.clone(),
        user: user.clone(),
    };
    let deleting = delete_device(stage.iam(), serial_number);
    stage.removing(&made, deleting).await?;
    stage.say(MfaEvent::DeviceDeleted { serial_number })
}

async fn remove_user(stage: &Stage<'_>, shown: &Demonstration) -> Result<(), Failure> {
    let user = &shown.user;
    let made = Made::User { name: user.clone() };
    let deleting = users::delete_user(stage.iam(), user);
    stage.removing(&made, deleting).await?;
    stage.say(UserEvent::UserDeleted { user })
}
