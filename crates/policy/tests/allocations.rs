//! A decision allocates nothing.

use std::sync::Arc;

use iamd_policy::{
    Document, NoTrace, Policies, PolicySource, Principal, PrincipalPolicies, Request, Scalar,
    SourceKind, Value, decide,
};

const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["iam:Get*", "S3:*", "*:List?"], "Resource": "*"},
    {"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:sqs:*:1*3:a*b?c"},
    {"Effect": "Allow", "Action": "iam:CreateAccessKey",
     "Resource": "arn:aws:iam::*:user/${aws:username}/${aws:CurrentTime}/${none, 'x'}*"},
    {"Effect": "Deny", "Action": "iam:DeleteUser", "Resource": "arn:aws:iam::*:user/*a*a*a*b"}
]}"#;

#[test]
fn a_decision_allocates_nothing() {
    let compiled = Arc::new(Document::parse(POLICY).unwrap().compile());
    let source = PolicySource::new("policy", SourceKind::UserInline);
    let identity = PrincipalPolicies::new([(source, compiled)]);
    let now: Value<'_> = Value::One(Scalar::Time("2026-01-31T00:00:00Z".parse().unwrap()));
    let context: &[(&str, Value<'_>)] = &[("aws:username", "Bob".into()), ("aws:currenttime", now)];
    let resources = [
        "*",
        "arn:aws:iam::123456789012:user/Bob/2026-01-31T00:00:00Z/x1",
        "arn:aws:iam::123456789012:user/aaaaaaaab",
        "arn:aws:sqs:us-west-2:123:abcbxc",
    ];
    for principal in [Principal::User, Principal::RootUser] {
        let policies = Policies::of(principal).with_identity(&identity);
        for action in [
            "IAM:GetUser",
            "iam:CreateAccessKey",
            "iam:DeleteUser",
            "ec2:List1",
            "x",
        ] {
            for resource in resources {
                let request = Request::new(action, resource, &context);
                let counted = allocation_counter::measure(|| {
                    let _decision = decide(&request, &policies, &mut NoTrace);
                });
                assert_eq!(counted.count_total, 0, "{action} on {resource}");
            }
        }
    }
}
