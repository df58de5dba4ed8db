//! What the program makes before it shows anything.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use aws_sdk_iam::types::User;

use super::Demonstration;
use crate::{
    Awaited, Clients, Failure, FileAttempt, KeyEvent, Made, MfaEvent, PolicyEvent, RoleEvent,
    Stage, UserEvent,
    access_keys::create_key,
    authenticator::Authenticator,
    caller::who_calls,
    codes::{CODES_MAX, Codes, refused},
    made::remove_file,
    mfa::{create_device, enable_device},
    policies::{Grant, create_policy},
    qr_code::QrCode,
    roles::{Trust, attach_policy, create_role},
    users::{create_user, put_policy},
};

/// What the policy of the role is for.
const DESCRIPTION: &str = "May list all buckets.";
/// The code with which IAM refuses the codes of a device.
const WRONG_CODES: &str = "InvalidAuthenticationCode";

/// Makes a user with an MFA device and a key, a role that the user may assume with a code of the
/// device, and the policies for both. Returns what was made, and where further codes come from.
pub(super) async fn setup(
    stage: &Stage<'_>,
    of_role: &Stage<'_>,
) -> Result<(Demonstration, Codes), Failure> {
    let made = make_user(stage).await?;
    let user = made.user_name.as_str();
    let (serial_number, codes) = make_device(stage, user).await?;
    let (key_id, clients) = make_key(stage, user).await?;
    let role_arn = make_role(of_role, &made).await?;
    let policy_arn = make_policy(of_role).await?;
    let user_policy = let_assume(stage, user, &role_arn).await?;
    let shown = Demonstration {
        user: user.to_owned(),
        user_policy,
        key_id,
        clients,
        serial_number,
        role: of_role.name("role"),
        role_arn,
        policy_arn,
    };
    Ok((shown, codes))
}

async fn make_user(stage: &Stage<'_>) -> Result<User, Failure> {
    let name = stage.name("user");
    let made = Made::User { name: name.clone() };
    let user = stage.making(made, create_user(stage.iam(), &name)).await?;
    stage.say(UserEvent::UserCreated {
        user: &name,
        user_id: &user.user_id,
    })?;
    Ok(user)
}

/// Makes a device, has its QR code scanned, and enables it.
async fn make_device(stage: &Stage<'_>, user: &str) -> Result<(String, Codes), Failure> {
    let name = stage.name("mfa-device");
    let made = Made::MfaDevice {
        serial_number: stage.account().mfa_arn(&name),
        user: user.to_owned(),
    };
    let device = stage
        .making(made, create_device(stage.iam(), &name))
        .await?;
    let serial_number = device.serial_number;
    stage.say(MfaEvent::DeviceCreated {
        serial_number: &serial_number,
    })?;

    let path = stage.file(&format!("{name}.png"));
    let mut codes = show_qr_code(stage, &path, &device.qr_code_png)?;
    enable(stage, user, &serial_number, &mut codes).await?;
    remove_file(&path)?;
    stage.gone(&Made::QrCode { path });
    stage.say(MfaEvent::DeviceEnabled {
        serial_number: &serial_number,
        user,
    })?;
    Ok((serial_number, codes))
}

/// Shows the QR code of a device, as a picture and in the terminal, and returns where its codes come
/// from: from whoever scans it, or from what it says.
fn show_qr_code(stage: &Stage<'_>, path: &Path, png: &[u8]) -> Result<Codes, Failure> {
    let failed = |reason| Failure::File {
        attempt: FileAttempt::Write,
        path: path.to_owned(),
        reason,
    };
    let mut file = new_file_for_owner(path).map_err(failed)?;
    stage.made(Made::QrCode {
        path: path.to_owned(),
    });
    file.write_all(png).map_err(failed)?;
    let qr_code = QrCode::read(png).map_err(Failure::QrCode)?;
    stage.say(MfaEvent::QrCode {
        file: path.display().to_string(),
        half_blocks: qr_code.half_blocks(),
    })?;
    if stage.asks() {
        return Ok(Codes::Person);
    }
    let scanned = Authenticator::scan(&qr_code).map_err(Failure::QrCode)?;
    Ok(Codes::of(scanned))
}

/// Makes a file that nobody else may read. One that is there is left as it is, and is an error.
///
/// SECURITY: whoever sees the picture has the device.
fn new_file_for_owner(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Enables the device by two codes, and by two others while those are refused: they may be late.
async fn enable(
    stage: &Stage<'_>,
    user: &str,
    serial_number: &str,
    codes: &mut Codes,
) -> Result<(), Failure> {
    let mut tries_left = CODES_MAX;
    loop {
        tries_left = tries_left.saturating_sub(1);
        let pair = codes.pair(stage).await?;
        let enabling = enable_device(stage.iam(), user, serial_number, &pair);
        match stage.step(enabling).await {
            Err(failure) if failure.code() == Some(WRONG_CODES) => {
                refused(stage, failure, tries_left)?;
            }
            outcome => return outcome,
        }
    }
}

/// Makes a key for the user, and waits until the user can call with it.
async fn make_key(stage: &Stage<'_>, user: &str) -> Result<(String, Clients), Failure> {
    let key = stage.step(create_key(stage.iam(), user)).await?;
    let key_id = key.access_key_id.clone();
    stage.made(Made::AccessKey {
        user: user.to_owned(),
        id: key_id.clone(),
    });
    stage.say(KeyEvent::KeyCreated {
        user,
        key_id: &key_id,
        secret: stage.shown(&key.secret_access_key),
    })?;
    let clients = stage.clients_with(&key);
    let asking = || who_calls(&clients.sts);
    stage.step_when_known(Awaited::Key { user }, asking).await?;
    Ok((key_id, clients))
}

/// Makes the role, once the account of the role knows the user.
async fn make_role(of_role: &Stage<'_>, user: &User) -> Result<String, Failure> {
    let name = of_role.name("role");
    let user_name = user.user_name.as_str();
    let made = Made::Role { name: name.clone() };
    let trust = Trust {
        user_arn: &user.arn,
        needs_mfa: true,
    };
    let making = || create_role(of_role.iam(), &name, trust);
    let awaited = Awaited::User { user: user_name };
    let making = of_role.step_when_known(awaited, making);
    let role = of_role.making(made, making).await?;
    of_role.say(RoleEvent::RoleCreated {
        role_arn: &role.arn,
        user: user_name,
        needs_mfa: true,
    })?;
    Ok(role.arn)
}

/// Makes the policy of the role, and attaches it.
async fn make_policy(of_role: &Stage<'_>) -> Result<String, Failure> {
    let [name, role] = ["policy", "role"].map(|what| of_role.name(what));
    let arn = of_role.account().policy_arn(&name);
    let grant = Grant {
        actions: &["s3:ListAllMyBuckets"],
        resource: &of_role.account().buckets_arn(),
    };
    let made = Made::Policy { arn: arn.clone() };
    let making = create_policy(of_role.iam(), &name, DESCRIPTION, grant);
    of_role.making(made, making).await?;
    of_role.say(PolicyEvent::PolicyCreated {
        policy_arn: &arn,
        description: DESCRIPTION,
    })?;

    let attachment = Made::RoleAttachment {
        role: role.clone(),
        policy_arn: arn.clone(),
    };
    let attaching = attach_policy(of_role.iam(), &role, &arn);
    of_role.making(attachment, attaching).await?;
    of_role.say(RoleEvent::RolePolicyAttached {
        policy_arn: &arn,
        role: &role,
    })?;
    Ok(arn)
}

/// Lets the user assume the role. Within an account the role's trust in the user would be enough;
/// across accounts both sides have to agree.
async fn let_assume(stage: &Stage<'_>, user: &str, role_arn: &str) -> Result<String, Failure> {
    let name = stage.name("user-policy");
    let grant = Grant {
        actions: &["sts:AssumeRole"],
        resource: role_arn,
    };
    let made = Made::UserPolicy {
        user: user.to_owned(),
        name: name.clone(),
    };
    let putting = put_policy(stage.iam(), user, &name, grant);
    stage.making(made, putting).await?;
    stage.say(RoleEvent::UserMayAssume { user, role_arn })?;
    Ok(name)
}
