//! Who calls, and the administrator that stands in for the root user.

use aws_config::SdkConfig;
use aws_sdk_iam::{
    Client,
    config::{Credentials, SharedCredentialsProvider},
    types::AccessKey,
};

use crate::{Event, Failure, Made, Setting, access_keys, cleanup::Cleanup, retry::until_accepted};

/// The kinds of caller that matter to the programs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// The root user of an account.
    Root {
        /// The partition, such as `aws`.
        partition: String,
        /// The account id.
        account: String,
    },
    /// An IAM user.
    User,
    /// A role session, a federated user, or something new.
    Other {
        /// Its ARN.
        arn: String,
    },
}

/// Codes with which a key is refused that is not known everywhere yet.
///
/// SOURCE: IAM User Guide, "Changes that I make are not always immediately visible".
const NOT_KNOWN_YET: [&str; 3] = ["InvalidClientTokenId", "InvalidAccessKeyId", "AccessDenied"];

impl Caller {
    /// Asks the endpoint whose credentials these are; no permission is needed for that.
    pub(crate) async fn ask(configuration: &SdkConfig) -> Result<Self, Failure> {
        let answer = aws_sdk_sts::Client::new(configuration)
            .get_caller_identity()
            .send()
            .await
            .map_err(|error| Failure::call("find out who is calling", &error))?;
        Ok(Self::of(answer.arn.as_deref().unwrap_or_default()))
    }

    fn of(arn: &str) -> Self {
        let segments: Vec<&str> = arn.splitn(6, ':').collect();
        match segments.as_slice() {
            [_, partition, "iam", _, account, "root"] => Self::Root {
                partition: (*partition).into(),
                account: (*account).into(),
            },
            [_, _, "iam", _, _, resource] if resource.starts_with("user/") => Self::User,
            _ => Self::Other {
                arn: arn.to_owned(),
            },
        }
    }
}

/// The name of the IAM user that is calling.
pub(crate) async fn current_user(iam: &Client) -> Result<String, Failure> {
    let attempt = "look up the current user";
    let answer = iam
        .get_user()
        .send()
        .await
        .map_err(|error| Failure::call(attempt, &error))?;
    answer
        .user
        .map(|user| user.user_name)
        .ok_or_else(|| Failure::incomplete(attempt))
}

/// What making an administrator needs.
pub(crate) struct Making<'a> {
    /// The root user's.
    pub(crate) setting: &'a Setting,
    /// Where the administrator is registered for removal.
    pub(crate) cleanup: &'a Cleanup,
    /// The partition of the account.
    pub(crate) partition: &'a str,
}

impl Making<'_> {
    /// Makes an IAM user with `AdministratorAccess` and one access key, and waits until the key
    /// works. The answer is the configuration with which that user calls.
    pub(crate) async fn administrator(&self) -> Result<SdkConfig, Failure> {
        let Setting {
            configuration,
            interrupt,
            output,
            ..
        } = self.setting;
        let root = Client::new(configuration);
        interrupt.check()?;
        self.make_user(&root).await?;
        interrupt.check()?;
        self.attach_policy(&root).await?;
        interrupt.check()?;
        let key = access_keys::create_key(&root, self.name()).await?;
        output.say(&Event::UserMade {
            user: self.name(),
            key_id: &key.access_key_id,
        })?;
        let configuration = with_key(configuration, &key);
        let iam = Client::new(&configuration);
        let waiting = || output.say(&Event::Waiting);
        until_accepted(&NOT_KNOWN_YET, interrupt, waiting, async || {
            current_user(&iam).await
        })
        .await?;
        Ok(configuration)
    }

    fn name(&self) -> &str {
        &self.setting.stand_in
    }

    /// The user is registered for removal before it is made: if the answer is lost, it may exist.
    async fn make_user(&self, root: &Client) -> Result<(), Failure> {
        let made = Made::User {
            name: self.name().to_owned(),
        };
        self.cleanup.add(made.clone(), root);
        let attempt = || format!("create the user {}", self.name());
        let created = root.create_user().user_name(self.name()).send().await;
        created.map(drop).map_err(|error| {
            let failure = Failure::call(attempt(), &error);
            if failure.code().is_some() {
                // It was refused: a user of this name, if there is one, is somebody else's.
                self.cleanup.forget(&made);
            }
            failure
        })
    }

    async fn attach_policy(&self, root: &Client) -> Result<(), Failure> {
        let policy = format!("arn:{}:iam::aws:policy/AdministratorAccess", self.partition);
        root.attach_user_policy()
            .user_name(self.name())
            .policy_arn(policy)
            .send()
            .await
            .map(drop)
            .map_err(|error| {
                Failure::call(
                    format!("attach AdministratorAccess to {}", self.name()),
                    &error,
                )
            })
    }
}

fn with_key(configuration: &SdkConfig, key: &AccessKey) -> SdkConfig {
    let credentials = Credentials::new(
        &key.access_key_id,
        &key.secret_access_key,
        None,
        None,
        "stand-in",
    );
    configuration
        .to_builder()
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arn: &str, expect: &Caller) {
        assert_eq!(&Caller::of(arn), expect, "{arn}");
    }

    #[test]
    fn the_arn_tells_the_kind_of_caller() {
        let root = |partition: &str| Caller::Root {
            partition: partition.into(),
            account: "123456789012".into(),
        };
        check("arn:aws:iam::123456789012:root", &root("aws"));
        check("arn:aws-cn:iam::123456789012:root", &root("aws-cn"));
        check("arn:aws:iam::123456789012:user/division/Bob", &Caller::User);
        for other in [
            "arn:aws:sts::123456789012:assumed-role/Admin/session",
            "",
            "root",
        ] {
            check(other, &Caller::Other { arn: other.into() });
        }
    }
}
