//! A session of a role with ten policies, in a bucket with a policy, under a boundary and a session
//! policy.

use serde_json::{Value, json};

use super::{
    case::{ACCOUNT, Caller, Case, Fact, Policies, QUESTIONS, Question, ROLE},
    shapes::document,
};

/// AWS lets as many managed policies be attached to a role.
const POLICIES: usize = 10;
/// The team whose bucket the questions are about.
const TEAM: usize = 7;

/// What the questions of a case have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answers {
    Allowed,
    Denied,
}

impl Answers {
    pub(crate) const ALL: [Self; 2] = [Self::Allowed, Self::Denied];

    /// The session's policies, with questions that all have this answer.
    pub(crate) fn case(self) -> Case {
        let (name, ways) = match self {
            Self::Allowed => ("role session, allowed", ALLOWED.as_slice()),
            Self::Denied => ("role session, denied", DENIED.as_slice()),
        };
        let questions = (0..QUESTIONS).zip(ways.iter().cycle());
        let questions = questions.map(|(number, way)| way.question(number, self));
        let mut case = Case::new(name, Caller::Session, policies(), questions.collect());
        case.statements = 50 + 3 + 2 + 1;
        case
    }
}

/// What is asked again and again with other keys.
struct Way {
    action: &'static str,
    /// Where the object's key begins; none for the bucket itself.
    folder: Option<&'static str>,
    inside: bool,
    secure: bool,
}

const fn way(action: &'static str, folder: &'static str) -> Way {
    Way {
        action,
        folder: Some(folder),
        inside: true,
        secure: true,
    }
}

const ALLOWED: [Way; 5] = [
    way("s3:GetObject", "reports"),
    way("s3:PutObject", "reports"),
    way("s3:DeleteObject", "drafts"),
    // By the bucket's policy alone.
    way("s3:GetObjectVersion", "public"),
    Way {
        folder: None,
        ..way("s3:ListBucket", "")
    },
];

const DENIED: [Way; 7] = [
    // The role's policies deny, then those of the bucket.
    way("s3:DeleteObject", "archive"),
    Way {
        secure: false,
        ..way("s3:GetObject", "reports")
    },
    Way {
        inside: false,
        ..way("s3:PutObject", "private")
    },
    // The boundary denies.
    way("s3:PutObject", "locked"),
    // The role's policies, the boundary and the session's policy do not allow.
    way("s3:GetObjectVersion", "reports"),
    way("s3:RestoreObject", "reports"),
    way("s3:AbortMultipartUpload", "reports"),
];

impl Way {
    fn question(&self, number: usize, answers: Answers) -> Question {
        let bucket = bucket(TEAM);
        let from = if self.inside {
            [10, 1, 2, 3]
        } else {
            [203, 0, 113, 7]
        };
        let resource = match self.folder {
            Some(folder) => format!("{bucket}/{folder}/2026/{number}.csv"),
            None => bucket,
        };
        Question {
            action: self.action.to_owned(),
            resource,
            facts: vec![
                ("aws:SourceIp", Fact::Address(from.into())),
                ("aws:SecureTransport", Fact::Bool(self.secure)),
                ("s3:prefix", Fact::Text(format!("reports/{number}"))),
            ],
            allowed: answers == Answers::Allowed,
        }
    }
}

fn policies() -> Policies {
    let bucket = bucket(TEAM);
    Policies {
        identity: (0..POLICIES)
            .map(|team| document(&identity(team)))
            .collect(),
        resource: Some(document(&[
            json!({
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [bucket, format!("{bucket}/*")],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }),
            json!({
                "Effect": "Deny",
                "Principal": "*",
                "Action": ["s3:PutObject", "s3:DeleteObject"],
                "Resource": format!("{bucket}/private/*"),
                "Condition": {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
            }),
            json!({
                "Effect": "Allow",
                "Principal": {"AWS": ROLE},
                "Action": "s3:GetObject*",
                "Resource": format!("{bucket}/public/*"),
            }),
        ])),
        boundary: Some(document(&[
            json!({
                "Effect": "Allow",
                "Action": [
                    "s3:Get*", "s3:List*", "s3:Put*", "s3:Delete*", "s3:Abort*", "dynamodb:*", "sqs:*",
                ],
                "Resource": "*",
            }),
            json!({
                "Effect": "Deny",
                "Action": ["s3:Put*", "s3:Delete*"],
                "Resource": "arn:aws:s3:::team-7-data/locked/*",
            }),
        ])),
        session: Some(document(&[json!({
            "Effect": "Allow",
            "Action": ["s3:Get*", "s3:List*", "s3:PutObject", "s3:DeleteObject", "dynamodb:Get*"],
            "Resource": "*",
        })])),
    }
}

fn identity(team: usize) -> [Value; 5] {
    let bucket = bucket(team);
    let object = format!("{bucket}/*");
    [
        json!({
            "Effect": "Allow",
            "Action": [
                "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:RestoreObject",
                "s3:AbortMultipartUpload",
            ],
            "Resource": object,
        }),
        json!({
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": bucket,
            "Condition": {"StringLike": {"s3:prefix": ["reports/*", "drafts/*"]}},
        }),
        json!({
            "Effect": "Allow",
            "Action": ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Put*"],
            "Resource": format!("arn:aws:dynamodb:us-west-2:{ACCOUNT}:table/team-{team}-*"),
        }),
        json!({
            "Effect": "Allow",
            "Action": "sqs:*",
            "Resource": format!("arn:aws:sqs:us-west-2:{ACCOUNT}:team-{team}-*"),
            "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
        }),
        json!({
            "Effect": "Deny",
            "Action": "s3:Delete*",
            "Resource": format!("{bucket}/archive/*"),
        }),
    ]
}

fn bucket(team: usize) -> String {
    format!("arn:aws:s3:::team-{team}-data")
}
