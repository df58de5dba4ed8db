//! Amazon Resource Names.

use std::{fmt, ops::Range, str::FromStr};

use crate::{AccountId, Partition, Path};

/// The most bytes that an ARN may have.
///
/// SOURCE: IAM API Reference, type `arnType`: 20 to 2048 characters.
pub const ARN_BYTES_MAX: usize = 2048;

/// An ARN in its six segments, `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, of any partition
/// and service. The resource may hold colons and slashes of its own.
///
/// This is the name of one thing. Patterns of ARNs, which have wildcards and may be short, belong
/// to the policy language.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Arn {
    text: Box<str>,
    /// Where the colons behind the partition, the service, the region and the account stand.
    colons: [u16; 4],
}

/// The text is no ARN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseArnError {
    /// It does not begin with `arn:`.
    #[error("an ARN begins with `arn:`")]
    Prefix,
    /// It has fewer than six segments.
    #[error("an ARN has six segments, separated by colons")]
    Segments,
    /// Partition, service or resource is empty.
    #[error("partition, service and resource of an ARN are not empty")]
    Empty,
    /// It is longer than [`ARN_BYTES_MAX`].
    #[error("an ARN has at most 2048 bytes")]
    Length,
}

impl Arn {
    const PREFIX: &str = "arn:";

    /// An ARN of IAM, which has an account and no region. `resource` is all behind the account,
    /// such as `user/division/Bob`.
    pub fn iam(partition: Partition, account: AccountId, resource: fmt::Arguments<'_>) -> Self {
        Self::assemble(format!("arn:{partition}:iam::{account}:{resource}"))
    }

    /// The ARN of the root user of an account, which also stands for the account as a whole.
    pub fn root_user(partition: Partition, account: AccountId) -> Self {
        Self::iam(partition, account, format_args!("root"))
    }

    /// The ARN of an entity of IAM that has a path and a name; `kind` is `user`, `role`, `group`,
    /// `policy` or `instance-profile`.
    pub fn iam_entity(
        partition: Partition,
        account: AccountId,
        kind: &str,
        path: &Path,
        name: &impl fmt::Display,
    ) -> Self {
        Self::iam(partition, account, format_args!("{kind}{path}{name}"))
    }

    /// The ARN of a policy that AWS manages: its account segment is `aws`.
    pub fn aws_managed_policy(partition: Partition, path: &Path, name: &impl fmt::Display) -> Self {
        Self::assemble(format!("arn:{partition}:iam::aws:policy{path}{name}"))
    }

    /// An ARN of STS, such as that of a role session: `assumed-role/ROLE/SESSION`.
    pub fn sts(partition: Partition, account: AccountId, resource: fmt::Arguments<'_>) -> Self {
        Self::assemble(format!("arn:{partition}:sts::{account}:{resource}"))
    }

    /// The ARN of a role session. It has the role's name, and not its path.
    ///
    /// SOURCE: IAM User Guide, "IAM identifiers", ARNs of role sessions.
    pub fn assumed_role(
        partition: Partition,
        account: AccountId,
        role: &impl fmt::Display,
        session: &str,
    ) -> Self {
        Self::sts(
            partition,
            account,
            format_args!("assumed-role/{role}/{session}"),
        )
    }

    /// The ARN of a federated user.
    ///
    /// SOURCE: the same page, ARNs of federated users.
    pub fn federated_user(partition: Partition, account: AccountId, name: &str) -> Self {
        Self::sts(partition, account, format_args!("federated-user/{name}"))
    }

    fn assemble(text: String) -> Self {
        let colons = colons(&text).unwrap_or_default();
        Self {
            text: text.into(),
            colons,
        }
    }

    /// The whole ARN.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The second segment, such as `aws`.
    pub fn partition(&self) -> &str {
        self.between(Self::PREFIX.len()..self.colon(0))
    }

    /// The third segment, such as `iam`.
    pub fn service(&self) -> &str {
        self.between(self.colon(0) + 1..self.colon(1))
    }

    /// The fourth segment, empty for global services.
    pub fn region(&self) -> &str {
        self.between(self.colon(1) + 1..self.colon(2))
    }

    /// The fifth segment: an account id, `aws`, or empty.
    pub fn account(&self) -> &str {
        self.between(self.colon(2) + 1..self.colon(3))
    }

    /// The sixth segment: all behind the account, colons included.
    pub fn resource(&self) -> &str {
        self.between(self.colon(3) + 1..self.text.len())
    }

    /// The account that the fifth segment names, if it is a number.
    pub fn account_id(&self) -> Option<AccountId> {
        self.account().parse().ok()
    }

    fn colon(&self, index: usize) -> usize {
        self.colons.get(index).copied().unwrap_or_default().into()
    }

    fn between(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

/// The positions of the second to the fifth colon.
fn colons(text: &str) -> Option<[u16; 4]> {
    let mut positions = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| *byte == b':')
        .skip(1);
    let mut next = || u16::try_from(positions.next()?.0).ok();
    Some([next()?, next()?, next()?, next()?])
}

impl FromStr for Arn {
    type Err = ParseArnError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > ARN_BYTES_MAX {
            return Err(ParseArnError::Length);
        }
        if !text.starts_with(Self::PREFIX) {
            return Err(ParseArnError::Prefix);
        }
        let colons = colons(text).ok_or(ParseArnError::Segments)?;
        let arn = Self {
            text: text.into(),
            colons,
        };
        if [arn.partition(), arn.service(), arn.resource()].contains(&"") {
            return Err(ParseArnError::Empty);
        }
        Ok(arn)
    }
}

impl TryFrom<String> for Arn {
    type Error = ParseArnError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.text, f)
    }
}

crate::name::serde_as_text!(Arn);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, segments: [&str; 5]) {
        let arn: Arn = text.parse().unwrap();
        let seen = [
            arn.partition(),
            arn.service(),
            arn.region(),
            arn.account(),
            arn.resource(),
        ];
        assert_eq!(seen, segments);
        assert_eq!(arn.to_string(), text);
    }

    #[test]
    fn segments_are_found_in_every_kind_of_arn() {
        check(
            "arn:aws:iam::123456789012:user/Bob",
            ["aws", "iam", "", "123456789012", "user/Bob"],
        );
        check(
            "arn:aws:s3:::bucket/a:b/c",
            ["aws", "s3", "", "", "bucket/a:b/c"],
        );
        check(
            "arn:aws-cn:sqs:cn-north-1:1:q",
            ["aws-cn", "sqs", "cn-north-1", "1", "q"],
        );
    }

    #[test]
    fn built_arns_read_back() {
        let account = AccountId::new(123_456_789_012).unwrap();
        let path: Path = "/division/".parse().unwrap();
        let arn = Arn::iam_entity(Partition::Aws, account, "user", &path, &"Bob");
        assert_eq!(arn.as_str(), "arn:aws:iam::123456789012:user/division/Bob");
        assert_eq!(arn, arn.as_str().parse().unwrap());
        assert_eq!(arn.account_id(), Some(account));
    }

    #[test]
    fn other_text_is_refused_with_the_reason() {
        let cases = [
            ("", ParseArnError::Prefix),
            ("ARN:aws:iam::1:x", ParseArnError::Prefix),
            ("arn:aws:iam::1", ParseArnError::Segments),
            ("arn::iam::1:x", ParseArnError::Empty),
            ("arn:aws:::1:x", ParseArnError::Empty),
            ("arn:aws:iam::1:", ParseArnError::Empty),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Arn>(), Err(error), "{text}");
        }
        let long = format!("arn:aws:iam::1:{}", "x".repeat(ARN_BYTES_MAX));
        assert_eq!(long.parse::<Arn>(), Err(ParseArnError::Length));
    }
}
