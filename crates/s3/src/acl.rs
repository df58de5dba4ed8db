//! Access control lists, as far as there are any.
//!
//! Every object belongs to the owner of its bucket, who alone is granted anything by a list; for
//! everybody else there are policies. So lists can be read, and be put where they say just that.

use iamd_api::{Error, ErrorCode};
use iamd_auth::Requirements;
use iamd_directory::{Bucket, ObjectOwnership};
use iamd_ident::CanonicalUserId;

use crate::error::{invalid_argument, invalid_request, not_available};

/// The headers of a request that ask for an access control list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AclHeaders {
    /// `x-amz-acl`: one of the lists that have names, such as `private`.
    pub canned: Option<String>,
    /// `x-amz-grant-full-control`.
    pub full_control: Option<String>,
    /// `x-amz-grant-read`.
    pub read: Option<String>,
    /// `x-amz-grant-read-acp`.
    pub read_acp: Option<String>,
    /// `x-amz-grant-write`.
    pub write: Option<String>,
    /// `x-amz-grant-write-acp`.
    pub write_acp: Option<String>,
}

/// An access control list that a request brings in its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acl {
    /// The canonical user id of the owner, as it was written.
    pub owner: Option<String>,
    /// What is granted, and to whom.
    pub grants: Vec<Grant>,
}

/// A grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The canonical user id of the account, if an account is named by it.
    pub canonical_user: Option<String>,
    /// Such as `FULL_CONTROL`.
    pub permission: String,
}

/// What the list of a new bucket or a put list comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Nothing,
    /// What holds anyway: the owner of the bucket has full control, and nobody else has anything.
    WhatHolds,
    More,
}

/// SOURCE: S3 User Guide, "Access control list (ACL) overview", canned ACL; the last two of the first
/// list are ignored for buckets, whose owner has full control anyway.
const HARMLESS: [&str; 3] = ["private", "bucket-owner-read", "bucket-owner-full-control"];
const GRANTING: [&str; 5] = [
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "log-delivery-write",
];

const NO_GRANTS: &str = "This server does not grant access by access control lists. Use policies.";

impl AclHeaders {
    /// The headers with the condition keys that they are.
    fn keys(&self) -> [(&'static str, Option<&String>); 6] {
        [
            ("s3:x-amz-acl", self.canned.as_ref()),
            ("s3:x-amz-grant-full-control", self.full_control.as_ref()),
            ("s3:x-amz-grant-read", self.read.as_ref()),
            ("s3:x-amz-grant-read-acp", self.read_acp.as_ref()),
            ("s3:x-amz-grant-write", self.write.as_ref()),
            ("s3:x-amz-grant-write-acp", self.write_acp.as_ref()),
        ]
    }

    /// Whether there is one of the headers.
    pub(crate) fn is_there(&self) -> bool {
        self.keys().iter().any(|(_, value)| value.is_some())
    }

    /// Lets conditions see the headers.
    pub(crate) fn facts(&self, requirements: Requirements) -> Requirements {
        let keys = self.keys().into_iter();
        keys.fold(requirements, |requirements, (key, value)| {
            requirements.with_text_of(key, value)
        })
    }

    fn asked(&self) -> Result<Asked, Error> {
        let mut grants = self.keys().into_iter().skip(1);
        let has_grants = grants.any(|(_, value)| value.is_some());
        let Some(canned) = self.canned.as_deref() else {
            let asked = if has_grants {
                Asked::More
            } else {
                Asked::Nothing
            };
            return Ok(asked);
        };
        if has_grants {
            return Err(invalid_request(CANNED_AND_GRANTS));
        }
        if HARMLESS.contains(&canned) {
            Ok(Asked::WhatHolds)
        } else if GRANTING.contains(&canned) {
            Ok(Asked::More)
        } else {
            Err(invalid_argument("Argument not valid", "x-amz-acl", canned))
        }
    }

    /// Checks what is asked for a new bucket.
    ///
    /// SOURCE: S3 API Reference, CreateBucket.
    pub(crate) fn check_new_bucket(&self, ownership: ObjectOwnership) -> Result<(), Error> {
        match (self.asked()?, ownership) {
            (Asked::Nothing | Asked::WhatHolds, _) => Ok(()),
            (Asked::More, ObjectOwnership::BucketOwnerEnforced) => {
                let code = ErrorCode::InvalidBucketAclWithObjectOwnership;
                Err(Error::new(code, ACL_WITH_OWNERSHIP))
            }
            (Asked::More, _) => Err(not_available(NO_GRANTS)),
        }
    }

    /// Checks what is asked for a new object.
    ///
    /// SOURCE: S3 API Reference, PutObject: while the bucket owner is enforced, the only list that can
    /// be asked for is that which gives the bucket's owner full control.
    pub(crate) fn check_new_object(&self, bucket: &Bucket) -> Result<(), Error> {
        let is_full_control = self.canned.as_deref() == Some("bucket-owner-full-control");
        match self.asked()? {
            Asked::Nothing => Ok(()),
            Asked::WhatHolds if is_full_control => Ok(()),
            asked => check_change(asked, bucket),
        }
    }
}

const CANNED_AND_GRANTS: &str = "Specifying both Canned ACLs and Header Grants is not allowed";
const ACL_WITH_OWNERSHIP: &str =
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";

/// A list that is to be put on a bucket, or on an object in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutAcl {
    /// By headers.
    pub headers: AclHeaders,
    /// By the body.
    pub body: Option<Acl>,
}

impl PutAcl {
    /// Checks what is asked.
    ///
    /// SOURCE: S3 User Guide, "Controlling ownership of objects and disabling ACLs": while the bucket
    /// owner is enforced, no list can be put, `private` neither.
    pub(crate) fn check(&self, bucket: &Bucket) -> Result<(), Error> {
        let asked = match (self.headers.asked()?, &self.body) {
            (Asked::Nothing, None) => {
                let text = "Your request was missing a required header";
                let error = Error::new(ErrorCode::MissingSecurityHeader, text);
                return Err(error.with("MissingHeaderName", "x-amz-acl"));
            }
            (Asked::Nothing, Some(acl)) => acl.asked(&bucket.owner_id())?,
            (asked, None) => asked,
            (_, Some(_)) => {
                let text = "This request does not support content";
                return Err(Error::new(ErrorCode::UnexpectedContent, text));
            }
        };
        check_change(asked, bucket)
    }
}

/// A list is put where there are none, or where it says what holds.
fn check_change(asked: Asked, bucket: &Bucket) -> Result<(), Error> {
    // A bucket whose ownership controls were taken away has lists.
    if bucket.settings.ownership == Some(ObjectOwnership::BucketOwnerEnforced) {
        let text = "The bucket does not allow ACLs";
        return Err(Error::new(ErrorCode::AccessControlListNotSupported, text));
    }
    match asked {
        Asked::Nothing | Asked::WhatHolds => Ok(()),
        Asked::More => Err(not_available(NO_GRANTS)),
    }
}

impl Acl {
    fn asked(&self, owner: &CanonicalUserId) -> Result<Asked, Error> {
        if self.owner.is_none() {
            return Err(malformed());
        }
        let is_owner = |id: &Option<String>| id.as_deref() == Some(owner.as_str());
        let holds =
            |grant: &Grant| grant.permission == "FULL_CONTROL" && is_owner(&grant.canonical_user);
        // An empty list would take full control away from the owner.
        let holds = !self.grants.is_empty() && self.grants.iter().all(holds);
        Ok(if is_owner(&self.owner) && holds {
            Asked::WhatHolds
        } else {
            Asked::More
        })
    }
}

fn malformed() -> Error {
    let text = "The XML you provided was not well-formed or did not validate against our published \
                schema";
    Error::new(ErrorCode::MalformedACLError, text)
}
