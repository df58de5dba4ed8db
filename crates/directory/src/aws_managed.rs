//! The policies that AWS manages, with their real documents.
//!
//! They come with the program, in one compressed file, and take no place in the store. Nothing of
//! it is touched before the first use; the index is then read in place, and a document is
//! decompressed when it is asked for, without the others.
//!
//! ```
//! use iamd_directory::AwsManagedPolicies;
//!
//! let arn = "arn:aws:iam::aws:policy/AdministratorAccess".parse()?;
//! let policy = AwsManagedPolicies::load().get(&arn).ok_or("AWS has this policy")?;
//! assert_eq!(policy.name(), "AdministratorAccess");
//! assert!(policy.default_document().is_some_and(|text| text.contains(r#""Action": "*""#)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod file;
mod history;

use std::{collections::BTreeMap, fmt, sync::LazyLock};

use file::{Data, Place};
use iamd_ident::{Arn, Partition, Path, Timestamp, UniqueId};

/// All policies that AWS manages, in the order of their ARNs.
///
/// INVARIANT: the data file is part of the program, so it is whole; a test reads all of it. Were it
/// not, a policy or document would be absent here, which allows nothing.
pub struct AwsManagedPolicies(Data);

impl AwsManagedPolicies {
    /// The policies of this program. The first call reads the index; no call decompresses anything.
    pub fn load() -> &'static Self {
        static LOADED: LazyLock<AwsManagedPolicies> =
            LazyLock::new(|| AwsManagedPolicies(Data::read(file::DATA).unwrap_or_default()));
        &LOADED
    }

    /// The policy with this ARN, `arn:PARTITION:iam::aws:policy/PATH/NAME`, in any partition. As at
    /// AWS, case counts.
    ///
    /// LIMIT: the documents are those of the partition `aws`; the ARNs in some of them name it.
    pub fn get(&self, arn: &Arn) -> Option<AwsManagedPolicy> {
        if arn.service() != "iam" || arn.account() != "aws" || !arn.region().is_empty() {
            return None;
        }
        let suffix = arn.resource().strip_prefix("policy")?;
        self.policy(self.0.find(suffix)?)
    }

    /// Every policy, in the order of the ARNs. Decompresses nothing.
    pub fn list(&self) -> impl Iterator<Item = AwsManagedPolicy> {
        self.0.lines().filter_map(|line| self.policy(line))
    }

    /// How many policies there are.
    pub fn count(&self) -> usize {
        self.0.lines().len()
    }

    fn policy(&self, line: &'static str) -> Option<AwsManagedPolicy> {
        AwsManagedPolicy::read(line, self.0.blocks())
    }
}

impl fmt::Debug for AwsManagedPolicies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AwsManagedPolicies({})", self.count())
    }
}

/// A policy that AWS manages. A cheap copy of a line of the index.
#[derive(Clone, Copy)]
pub struct AwsManagedPolicy {
    path: &'static str,
    name: &'static str,
    id: UniqueId,
    default_version: u32,
    created: Timestamp,
    updated: Timestamp,
    document: Place,
    history: Place,
    blocks: &'static [u8],
}

/// A version of a policy that AWS manages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwsManagedVersion {
    /// The number in the version id: 3 for `v3`.
    pub number: u32,
    /// When AWS made it, where that is known.
    pub created: Option<Timestamp>,
}

impl AwsManagedPolicy {
    fn read(line: &'static str, blocks: &'static [u8]) -> Option<Self> {
        let mut fields = line.split('\t');
        let suffix = fields.next()?;
        let (path, name) = suffix.split_at_checked(suffix.rfind('/')? + 1)?;
        Some(Self {
            path,
            name,
            id: fields.next()?.parse().ok()?,
            default_version: fields.next()?.parse().ok()?,
            created: fields.next()?.parse().ok()?,
            updated: fields.next()?.parse().ok()?,
            document: Place::read(&mut fields)?,
            history: Place::read(&mut fields)?,
            blocks,
        })
    }

    /// The name, such as `AmazonS3ReadOnlyAccess`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The path, such as `/` or `/job-function/`.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// The ARN in a partition.
    pub fn arn(&self, partition: Partition) -> Arn {
        let path = self.path.parse().unwrap_or_else(|_| Path::root());
        Arn::aws_managed_policy(partition, &path, &self.name)
    }

    /// The id, which has the form that AWS's ids have but is derived from path and name: AWS
    /// publishes no list of the real ones.
    pub fn id(&self) -> UniqueId {
        self.id
    }

    /// The number of the version in force: 3 for `v3`. It need not be the highest.
    pub fn default_version(&self) -> u32 {
        self.default_version
    }

    /// When AWS made the policy.
    pub fn created(&self) -> Timestamp {
        self.created
    }

    /// When AWS made the version in force.
    pub fn updated(&self) -> Timestamp {
        self.updated
    }

    /// Whether only a service-linked role may have the policy. Attaching it to anything else is the
    /// error `PolicyNotAttachable`, although lists show it as attachable.
    ///
    /// SOURCE: IAM API Reference, errors of `AttachRolePolicy`; the path is AWS's convention for
    /// service-linked roles and their policies.
    pub fn is_for_service_linked_roles(&self) -> bool {
        self.path == "/aws-service-role/"
    }

    /// The document of the version in force: JSON in several lines, as AWS shows it.
    pub fn default_document(&self) -> Option<String> {
        file::text(self.blocks, self.document)
    }

    /// The document of a version, `None` if the policy has no such version.
    ///
    /// An old version is made from the newer ones, step by step: at worst, for the oldest of the
    /// longest history, some milliseconds.
    pub fn document(&self, version: u32) -> Option<String> {
        let default = self.default_document()?;
        if version == self.default_version {
            return Some(default);
        }
        history::document(&default, &file::text(self.blocks, self.history)?, version)
    }

    /// The documents of all versions, by their numbers. Quicker than one after the other.
    pub fn documents(&self) -> BTreeMap<u32, String> {
        let Some(default) = self.default_document() else {
            return BTreeMap::new();
        };
        let history = file::text(self.blocks, self.history).unwrap_or_default();
        let mut documents: BTreeMap<_, _> =
            history::documents(&default, &history).into_iter().collect();
        documents.insert(self.default_version, default);
        documents
    }

    /// The versions, newest first. Some early ones of some policies are not known and so absent.
    pub fn versions(&self) -> Vec<AwsManagedVersion> {
        let history = file::text(self.blocks, self.history).unwrap_or_default();
        let default = AwsManagedVersion {
            number: self.default_version,
            created: Some(self.updated),
        };
        let mut versions: Vec<_> = history::versions(&history).chain([default]).collect();
        versions.sort_by_key(|version| std::cmp::Reverse(version.number));
        versions
    }
}

// By hand, because `blocks` is the whole of the data.
impl fmt::Debug for AwsManagedPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "AwsManagedPolicy({}{} v{})",
            self.path, self.name, self.default_version
        )
    }
}

#[cfg(test)]
mod tests;
