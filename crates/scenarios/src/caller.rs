//! Who calls, and the administrator that stands in for the root user.

use aws_config::SdkConfig;
use aws_sdk_iam::config::ProvideCredentials as _;

use crate::{
    Account, Attempt, Awaited, Clients, Failure, Made, Problem, RunEvent, Setting, access_keys,
    cleanup::Cleanup, clients::with_key, failure::reasons, retry::until_known, users,
};

/// Who calls.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) kind: Kind,
    pub(crate) account: Account,
    /// The last part of its ARN, such as `user/Bob`.
    pub(crate) name: String,
    pub(crate) arn: String,
}

/// The kinds of caller that matter to the programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The root user of an account.
    Root,
    /// An IAM user.
    User,
    /// A role session, a federated user, or something new.
    Other,
}

impl Caller {
    /// Asks the endpoint whose credentials these are; no permission is needed for that.
    pub(crate) async fn ask(configuration: &SdkConfig) -> Result<Self, Failure> {
        check_credentials(configuration).await?;
        let asked = who_calls(&aws_sdk_sts::Client::new(configuration)).await;
        asked.map_err(|failure| match failure {
            Failure::Call {
                problem: Problem::Unreachable { detail },
                ..
            } => Failure::NobodyThere {
                endpoint: configuration.endpoint_url().map(str::to_owned),
                detail,
            },
            failure => failure,
        })
    }

    /// The caller of this ARN; none if it is no ARN.
    fn of(arn: String) -> Option<Self> {
        let segments: Vec<&str> = arn.splitn(6, ':').collect();
        let ["arn", partition, service, _, account, name] = *segments.as_slice() else {
            return None;
        };
        let kind = match service {
            "iam" if name == "root" => Kind::Root,
            "iam" if name.starts_with("user/") => Kind::User,
            _ => Kind::Other,
        };
        Some(Self {
            kind,
            account: Account::new(partition, account),
            name: name.to_owned(),
            arn,
        })
    }
}

/// Whether there is something to sign with. The SDK notices only in the middle of a call, and says so
/// at length.
async fn check_credentials(configuration: &SdkConfig) -> Result<(), Failure> {
    let Some(provider) = configuration.credentials_provider() else {
        let detail = "-".to_owned();
        return Err(Failure::NoCredentials { detail });
    };
    let found = provider.provide_credentials().await;
    found.map(drop).map_err(|error| Failure::NoCredentials {
        detail: reasons(&error),
    })
}

/// Asks the service who calls; whoever has a good key is told.
pub(crate) async fn who_calls(sts: &aws_sdk_sts::Client) -> Result<Caller, Failure> {
    let attempt = || Attempt::WhoCalls;
    let answer = sts
        .get_caller_identity()
        .send()
        .await
        .map_err(|error| Failure::call(attempt(), &error))?;
    answer
        .arn
        .and_then(Caller::of)
        .ok_or_else(|| Failure::incomplete(attempt(), "Arn"))
}

/// What making the stand-in needs.
pub(crate) struct Making<'a> {
    /// The root user's.
    pub(crate) setting: &'a Setting,
    /// Where the administrator is registered for removal.
    pub(crate) cleanup: &'a Cleanup,
    /// The account, and the name that the administrator will have.
    pub(crate) account: &'a Account,
    pub(crate) name: &'a str,
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
        let root = Clients::new(configuration);
        let user = self.name;
        let made = Made::User {
            name: user.to_owned(),
        };
        interrupt.check()?;
        let making = users::create_user(&root.iam, user);
        self.cleanup.making(made, &root, making).await?;
        interrupt.check()?;
        let policy_arn = self.account.aws_policy_arn("AdministratorAccess");
        let attachment = Made::Attachment {
            user: user.to_owned(),
            policy_arn: policy_arn.clone(),
        };
        let attaching = users::attach_policy(&root.iam, user, &policy_arn);
        self.cleanup.making(attachment, &root, attaching).await?;
        interrupt.check()?;
        let key = access_keys::create_key(&root.iam, user).await?;
        let made = Made::AccessKey {
            user: user.to_owned(),
            id: key.access_key_id.clone(),
        };
        self.cleanup.add(made, &root);
        output.say(RunEvent::StandInMade {
            user,
            key_id: &key.access_key_id,
        })?;
        let configuration = with_key(configuration, &key);
        let iam = aws_sdk_iam::Client::new(&configuration);
        until_known(self.setting, Awaited::Key { user }, || {
            users::current_user(&iam)
        })
        .await?;
        Ok(configuration)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arn: &str, expect: Option<(Kind, &str, &str)>) {
        let expect = expect.map(|(kind, partition, name)| Caller {
            kind,
            account: Account::new(partition, "123456789012"),
            name: name.to_owned(),
            arn: arn.to_owned(),
        });
        assert_eq!(Caller::of(arn.to_owned()), expect, "{arn}");
    }

    #[test]
    fn the_arn_tells_the_kind_of_caller() {
        let root = |partition| Some((Kind::Root, partition, "root"));
        check("arn:aws:iam::123456789012:root", root("aws"));
        check("arn:aws-cn:iam::123456789012:root", root("aws-cn"));
        check(
            "arn:aws:iam::123456789012:user/division/Bob",
            Some((Kind::User, "aws", "user/division/Bob")),
        );
        check(
            "arn:aws:sts::123456789012:assumed-role/Admin/session",
            Some((Kind::Other, "aws", "assumed-role/Admin/session")),
        );
        for no_arn in ["", "root", "arn:aws:iam::123456789012"] {
            check(no_arn, None);
        }
    }
}
