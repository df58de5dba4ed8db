//! The three shapes in which a user's statements grow in number.

use serde_json::{Value, json};

use super::case::{ACCOUNT, Caller, Case, Fact, Policies, QUESTIONS, Question};

/// How many statements there are.
pub(crate) const SIZES: [usize; 5] = [2, 50, 100, 1_000, 10_000];
/// How many statements stand in one policy.
const POLICY_STATEMENTS: usize = 50;
/// Of so many questions, one is not allowed.
const DENIED_EACH: usize = 10;

/// A way to have many statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Each statement allows another action, on the same resources.
    Actions,
    /// Each statement allows the same action, on resources with another beginning.
    Resources,
    /// Each statement allows the same action on the same resources, under another condition.
    Conditions,
}

impl Shape {
    pub(crate) const ALL: [Self; 3] = [Self::Actions, Self::Resources, Self::Conditions];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Actions => "distinct actions",
            Self::Resources => "distinct resource prefixes",
            Self::Conditions => "distinct conditions",
        }
    }

    /// A user with so many statements of this shape, and questions.
    pub(crate) fn case(self, size: usize) -> Case {
        let statements: Vec<Value> = (0..size).map(|number| self.statement(number)).collect();
        let identity = statements.chunks(POLICY_STATEMENTS).map(document).collect();
        let policies = Policies {
            identity,
            ..Policies::default()
        };
        let questions = (0..QUESTIONS).map(|number| self.question(number, size));
        let mut case = Case::new(self.name(), Caller::User, policies, questions.collect());
        case.statements = size;
        case
    }

    fn statement(self, number: usize) -> Value {
        match self {
            Self::Actions => json!({
                "Effect": "Allow",
                "Action": action(number),
                "Resource": table("bench", "*"),
            }),
            Self::Resources => json!({
                "Effect": "Allow",
                "Action": "s3:GetObject",
                "Resource": object(number, "*"),
            }),
            Self::Conditions => json!({
                "Effect": "Allow",
                "Action": "s3:GetObject",
                "Resource": object(0, "*"),
                "Condition": {"StringEquals": {"aws:SourceVpce": endpoint(number)}},
            }),
        }
    }

    fn question(self, number: usize, size: usize) -> Question {
        // Every statement decides some question if there are enough, and none decides many.
        let decides = number * size / QUESTIONS;
        let allowed = !number.is_multiple_of(DENIED_EACH);
        let unlike = if allowed { decides } else { size + number };
        let (action, resource) = match self {
            // Of those that are not allowed, one half has another action, the other another resource.
            Self::Actions if number.is_multiple_of(2 * DENIED_EACH) => {
                (action(unlike), table("bench", &number.to_string()))
            }
            Self::Actions if !allowed => (action(decides), table("other", &number.to_string())),
            Self::Actions => (action(decides), table("bench", &number.to_string())),
            Self::Resources => ("s3:GetObject".to_owned(), object(unlike, &key(number))),
            Self::Conditions => ("s3:GetObject".to_owned(), object(0, &key(number))),
        };
        // With conditions, it is the last statement that allows.
        let from = if allowed { size - 1 } else { size + number };
        Question {
            action,
            resource,
            facts: vec![
                ("aws:SourceIp", Fact::Address([10, 1, 2, 3].into())),
                ("aws:SecureTransport", Fact::Bool(true)),
                ("aws:SourceVpce", Fact::Text(endpoint(from))),
            ],
            allowed,
        }
    }
}

/// A document with these statements.
pub(crate) fn document(statements: &[Value]) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

fn action(number: usize) -> String {
    format!("service-{}:Operation{number}", number % 50)
}

fn table(team: &str, name: &str) -> String {
    format!("arn:aws:dynamodb:us-west-2:{ACCOUNT}:table/{team}/{name}")
}

fn object(bucket: usize, key: &str) -> String {
    format!("arn:aws:s3:::bucket-{bucket}/{key}")
}

fn key(number: usize) -> String {
    format!("reports/2026/{number}.csv")
}

fn endpoint(number: usize) -> String {
    format!("vpce-{number:08x}")
}
