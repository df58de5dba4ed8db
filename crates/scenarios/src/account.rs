//! An account, and the names of what is in it.

/// An account in a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The partition, such as `aws`.
    partition: String,
    /// The account id.
    id: String,
}

impl Account {
    /// The account of this id in this partition.
    pub fn new(partition: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            partition: partition.into(),
            id: id.into(),
        }
    }

    /// The partition, such as `aws`.
    pub fn partition(&self) -> &str {
        &self.partition
    }

    /// The account id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The ARN of a policy of this account, at the path `/`.
    pub fn policy_arn(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:policy/{name}", self.partition, self.id)
    }

    /// The ARN of a policy of AWS, which is in every account.
    pub fn aws_policy_arn(&self, name: &str) -> String {
        format!("arn:{}:iam::aws:policy/{name}", self.partition)
    }

    /// The ARN of a role of this account, at the path `/`.
    pub fn role_arn(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:role/{name}", self.partition, self.id)
    }

    /// The ARN of a virtual MFA device of this account, at the path `/`.
    pub fn mfa_arn(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:mfa/{name}", self.partition, self.id)
    }

    /// The ARN, as policies name it, of all buckets.
    pub fn buckets_arn(&self) -> String {
        format!("arn:{}:s3:::*", self.partition)
    }

    /// The ARN, as policies name it, of all objects of a bucket.
    pub fn objects_arn(&self, bucket: &str) -> String {
        format!("arn:{}:s3:::{bucket}/*", self.partition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_partition_of_the_account() {
        let account = Account::new("aws-cn", "123456789012");
        let expect = [
            "arn:aws-cn:iam::123456789012:policy/mine",
            "arn:aws-cn:iam::aws:policy/AdministratorAccess",
            "arn:aws-cn:s3:::b/*",
            "arn:aws-cn:s3:::*",
            "arn:aws-cn:iam::123456789012:role/mine",
            "arn:aws-cn:iam::123456789012:mfa/mine",
        ];
        let named = [
            account.policy_arn("mine"),
            account.aws_policy_arn("AdministratorAccess"),
            account.objects_arn("b"),
            account.buckets_arn(),
            account.role_arn("mine"),
            account.mfa_arn("mine"),
        ];
        assert_eq!(named, expect);
    }
}
