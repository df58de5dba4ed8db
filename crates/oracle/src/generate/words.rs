//! The small vocabulary of generated questions: so small that policies and requests meet.

use crate::caller::CallerKind;

/// A caller and what the request says of it.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) kind: CallerKind,
    /// JSON
    pub(super) principal: &'static str,
    /// JSON, or nothing
    pub(super) issuer: &'static str,
    /// Members of the context, in JSON, each with its name
    pub(super) context: &'static [(&'static str, &'static str)],
}

/// An action on a resource.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) action: &'static str,
    /// `*` if the request has no resource
    pub(super) resource: &'static str,
    /// Empty if the request leaves it to the ARN
    pub(super) account: &'static str,
}

/// What a key is about: which operators suit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Text,
    Number,
    Moment,
    Truth,
    Address,
    Arn,
    Bytes,
}

/// A condition key.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) class: Class,
    /// The same name in several cases
    pub(super) names: &'static [&'static str],
    /// What policies ask, in JSON
    pub(super) asked: &'static [&'static str],
    /// What requests say, in JSON; nothing if it is derived from the principal
    pub(super) said: &'static [&'static str],
}

const fn person(
    kind: CallerKind,
    principal: &'static str,
    issuer: &'static str,
    context: &'static [(&'static str, &'static str)],
) -> Person {
    Person {
        kind,
        principal,
        issuer,
        context,
    }
}

const WORKER: (&str, &str) = (
    "aws:PrincipalArn",
    r#""arn:aws:iam::111122223333:role/app/Worker""#,
);
const FAR: (&str, &str) = (
    "aws:PrincipalArn",
    r#""arn:aws:iam::444455556666:role/Far""#,
);
const LINKED: (&str, &str) = (
    "aws:PrincipalArn",
    r#""arn:aws:iam::111122223333:role/aws-service-role/auto.amazonaws.com/AWSServiceRoleForAuto""#,
);
const FEDERATED: &str = r#""arn:aws:sts::111122223333:federated-user/carol""#;

#[rustfmt::skip]
pub(super) const PEOPLE: &[Person] = {
    use CallerKind::{Anonymous, FederatedUser, Provider, RoleSession, Root, Service, User};
    &[
        person(User, r#""arn:aws:iam::111122223333:user/alice""#, "", &[("aws:userid", r#""AIDAALICE""#)]),
        person(User, r#""arn:aws:iam::111122223333:user/team/bob""#, "", &[("AWS:UserId", r#""AIDABOB""#)]),
        person(User, r#""arn:aws:iam::111122223333:user/Alice""#, "", &[]),
        person(User, r#""arn:aws:iam::444455556666:user/zed""#, "", &[("aws:userid", r#""AIDAZED""#)]),
        person(Root, r#""arn:aws:iam::111122223333:root""#, "", &[]),
        person(Root, r#""arn:aws:iam::444455556666:root""#, "", &[]),
        person(RoleSession, r#""arn:aws:sts::111122223333:assumed-role/Worker/s1""#, "", &[WORKER, ("aws:userid", r#""AROAWORKER:s1""#)]),
        person(RoleSession, r#""arn:aws:sts::111122223333:assumed-role/Worker/s2""#, "", &[WORKER, ("aws:userid", r#""AROAAGAIN:s2""#)]),
        person(RoleSession, r#""arn:aws:sts::111122223333:assumed-role/Plain/s1""#, "", &[("aws:userid", r#""AROAPLAIN:s1""#)]),
        person(RoleSession, r#""arn:aws:sts::444455556666:assumed-role/Far/s1""#, "", &[FAR, ("aws:userid", r#""AROAFAR:s1""#)]),
        person(RoleSession, r#""arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForAuto/s1""#, "", &[LINKED]),
        person(FederatedUser, FEDERATED, r#""arn:aws:iam::111122223333:user/alice""#, &[]),
        person(FederatedUser, FEDERATED, r#""arn:aws:iam::111122223333:user/team/bob""#, &[]),
        person(FederatedUser, FEDERATED, r#""arn:aws:iam::111122223333:root""#, &[]),
        person(FederatedUser, r#""arn:aws:sts::444455556666:federated-user/dora""#, r#""arn:aws:iam::444455556666:user/zed""#, &[]),
        person(Anonymous, r#""anonymous""#, "", &[]),
        person(Service, r#"{"service":"sns.amazonaws.com"}"#, "", &[]),
        person(Service, r#"{"service":"ec2.amazonaws.com"}"#, "", &[]),
        person(Provider, r#"{"federated":"accounts.google.com"}"#, "", &[]),
        person(Provider, r#"{"federated":"arn:aws:iam::111122223333:oidc-provider/idp.example.com"}"#, "", &[]),
        person(Provider, r#"{"federated":"arn:aws:iam::111122223333:saml-provider/Corp"}"#, "", &[]),
    ]
};

/// Entries of `AWS` in a principal element.
pub(super) const AWS_NAMES: &[&str] = &[
    "*",
    "111122223333",
    "arn:aws:iam::111122223333:root",
    "444455556666",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::111122223333:user/alice",
    "arn:aws:iam::111122223333:user/team/bob",
    "arn:aws:iam::111122223333:user/*",
    "arn:aws:iam::444455556666:user/zed",
    "AIDAALICE",
    "AIDABOB",
    "AIDAGONE",
    "arn:aws:iam::111122223333:role/app/Worker",
    "arn:aws:iam::111122223333:role/Worker",
    "arn:aws:iam::111122223333:role/Plain",
    "arn:aws:iam::444455556666:role/Far",
    "AROAWORKER",
    "AROAPLAIN",
    "arn:aws:sts::111122223333:assumed-role/Worker/s1",
    "arn:aws:sts::111122223333:assumed-role/Worker/s2",
    "arn:aws:sts::111122223333:assumed-role/Plain/s1",
    "arn:aws:sts::444455556666:assumed-role/Far/s1",
    "arn:aws:sts::111122223333:federated-user/carol",
    "arn:aws:sts::444455556666:federated-user/dora",
];

/// Other entries of a principal element: the kind, then the name.
pub(super) const OTHER_NAMES: &[(&str, &str)] = &[
    ("Service", "sns.amazonaws.com"),
    ("Service", "ec2.amazonaws.com"),
    ("Federated", "accounts.google.com"),
    (
        "Federated",
        "arn:aws:iam::111122223333:oidc-provider/idp.example.com",
    ),
    ("Federated", "arn:aws:iam::111122223333:saml-provider/Corp"),
    (
        "CanonicalUser",
        "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
    ),
];

const fn target(action: &'static str, resource: &'static str, account: &'static str) -> Target {
    Target {
        action,
        resource,
        account,
    }
}

const OURS: &str = "111122223333";
const THEIRS: &str = "444455556666";

#[rustfmt::skip]
pub(super) const TARGETS: &[Target] = &[
    target("s3:GetObject", "arn:aws:s3:::box/home/alice/a.txt", OURS),
    target("s3:GetObject", "arn:aws:s3:::box/home/bob/b.txt", OURS),
    target("s3:GetObject", "arn:aws:s3:::box/home/alice/a.txt", THEIRS),
    target("s3:PutObject", "arn:aws:s3:::box/home/red/${*}", OURS),
    target("s3:PutObject", "arn:aws:s3:::other/a*", ""),
    target("s3:ListBucket", "arn:aws:s3:::box", OURS),
    target("s3:ListAllMyBuckets", "*", ""),
    target("sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:jobs", ""),
    target("sqs:SendMessage", "arn:aws:sqs:us-east-1:444455556666:jobs", ""),
    target("sns:Publish", "arn:aws:sns:eu-west-1:111122223333:alarm", ""),
    target("sns:Publish", "arn:aws:sns:eu-west-1:111122223333:alarm:sub", ""),
    target("iam:GetUser", "arn:aws:iam::111122223333:user/alice", ""),
    target("iam:ListUsers", "*", ""),
    target("ec2:RunInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-1", ""),
    target("invented:DoIt", "arn:aws:invented:us-east-1:444455556666:thing/1", ""),
];

#[rustfmt::skip]
pub(super) const TRUST_TARGETS: &[Target] = &[
    target("sts:AssumeRole", "arn:aws:iam::111122223333:role/app/Worker", ""),
    target("sts:AssumeRole", "arn:aws:iam::444455556666:role/Far", ""),
    target("STS:assumerole", "arn:aws:iam::111122223333:role/Plain", ""),
    target("sts:AssumeRoleWithWebIdentity", "arn:aws:iam::111122223333:role/app/Worker", ""),
    target("sts:AssumeRoleWithSAML", "arn:aws:iam::111122223333:role/app/Worker", ""),
    target("sts:TagSession", "arn:aws:iam::111122223333:role/app/Worker", ""),
    target("sts:SetSourceIdentity", "arn:aws:iam::444455556666:role/Far", ""),
    target("sts:TagSession", "arn:aws:sts::111122223333:federated-user/carol", ""),
    target("sts:AssumeRole", "*", ""),
    target("sts:AssumeRoot", "arn:aws:iam::444455556666:root", ""),
];

#[rustfmt::skip]
pub(super) const KEY_TARGETS: &[Target] = &[
    target("kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/k1", ""),
    target("kms:Decrypt", "arn:aws:kms:us-east-1:444455556666:key/k2", ""),
    target("kms:Encrypt", "arn:aws:kms:us-east-1:111122223333:key/k1", ""),
    target("kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:alias/main", ""),
];

#[rustfmt::skip]
pub(super) const FREE_TARGETS: &[Target] = &[
    target("sts:GetCallerIdentity", "*", ""),
    target("sts:GetSessionToken", "*", ""),
];

/// Patterns of actions of any service.
pub(super) const ACTIONS: &[&str] = &[
    "*",
    "s3:*",
    "s3:Get*",
    "s3:GetObject",
    "S3:getobject",
    "s3:Get?bject",
    "s3:GetObject ",
    "s3:PutObject",
    "s3:*Object",
    "s3:List*",
    "sqs:*",
    "sns:Publish",
    "iam:*",
    "iam:GetUser",
    "kms:*",
    "kms:Decrypt",
    "kms:?ecrypt",
    "sts:*",
    "sts:AssumeRole",
    "sts:AssumeRole*",
    "sts:Get*",
    "invented:*",
    "ec2:Run*",
];

/// Patterns of resources with something special in them.
pub(super) const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:s3:::box",
    "arn:aws:s3:::box/*",
    "arn:aws:s3:::box*",
    "arn:aws:s3:::*",
    "arn:aws:s3:*",
    "arn:aws:s3*",
    "arn:aws:s3:::box/home/${aws:username}/*",
    "arn:aws:s3:::box/home/${aws:username, 'alice'}/*",
    "arn:aws:s3:::box/home/${AWS:USERNAME}/a.txt",
    "arn:aws:s3:::box/home/${aws:PrincipalTag/Team}/*",
    "arn:aws:s3:::box/home/${aws:PrincipalTag/Team, 'red'}/*",
    "arn:aws:s3:::box/home/${aws:principaltag/team}/?*",
    "arn:aws:s3:::other/a${*}",
    "arn:aws:s3:::other/${s3:prefix}",
    "arn:aws:s3:::box/home/red/${$}{${*}}",
    "arn:aws:s3:::box/home/red/${",
    "arn:aws:s3:::box/home/*/${aws:username",
    "arn:aws:s3:::box/home/bob/b.txt",
    "arn:aws:s3:::box/home/???/b.txt",
    "arn:aws:s3:::BOX/*",
    "arn:aws:s3::${aws:PrincipalAccount}:box/*",
    "arn:aws:sqs:*:111122223333:jobs",
    "arn:aws:sqs:*:*:*",
    "arn:aws:sqs:us-*:*:jobs",
    "arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:jobs",
    "arn:aws:sqs:*-east-1:444455556666:j?bs",
    "arn:aws:sns:*",
    "arn:aws:sns:eu-west-1:111122223333:*",
    "arn:aws:sns:eu-west-1:*:alarm",
    "arn:aws:sns:*:alarm:sub",
    "arn:aws:sns:*:*:alarm",
    "arn:aws:sns:eu*1:111122223333:alarm",
    "arn:aws:sns:eu-west-?:111122223333:alarm:*",
    "arn:aws:sns:*t-1:111122223333:alarm*",
    "arn:aws:sns:eu*:*:sub",
    "arn:*:sns:*",
    "arn:aws:iam::*:user/${aws:username}",
    "arn:aws:iam::111122223333:user/*",
    "arn:aws:iam::111122223333:*",
    "arn:aws:iam::*:role/*",
    "arn:aws:iam::111122223333:role/app/Worker",
    "arn:aws:kms:*:*:key/*",
    "arn:aws:ec2:*",
    "arn:aws:invented",
    "arn:aws:invented:*:444455556666:thing/*",
    "arn:aws:s3:::box/home/${aws:TagKeys}/*",
    "arn:aws:s3:::box/home/${aws:TagKeys, 'alice'}/*",
    "arn:aws:s3:::box/home/${aws:username,'bob'}/*",
];

const fn key(
    class: Class,
    names: &'static [&'static str],
    asked: &'static [&'static str],
    said: &'static [&'static str],
) -> Key {
    Key {
        class,
        names,
        asked,
        said,
    }
}

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key(Class::Text, &["aws:PrincipalTag/Team", "AWS:principaltag/Team", "aws:PrincipalTag/team"],
        &[r#""red""#, r#""RED""#, r#""r*d""#, r#""r?d""#, r#""*""#, r#""""#, r#""blue""#, r#""${aws:username}""#, r#""${s3:prefix}""#, r#""${s3:prefix, 'red'}""#,
          r#""${*}""#, r#""r${*}d""#, r#""${aws:username""#, r#""${ s3:prefix}""#, "true", "7", r#""${s3:PREFIX}*""#],
        &[r#""red""#, r#""RED""#, r#""r*d""#, r#""*""#, r#""""#, r#""blue""#, r#""alice""#, "true", "7", r#""${aws:username""#]),
    key(Class::Text, &["s3:prefix", "S3:Prefix", "s3:PREFIX"],
        &[r#""home/*""#, r#""home/${aws:username}/*""#, r#""""#, r#""home/""#, r#""HOME/""#, r#""r*d""#, r#""red""#, r#""${aws:PrincipalTag/Team, 'home/'}""#],
        &[r#""home/""#, r#""home/alice/x""#, r#""""#, r#""red""#, r#""r*d""#, r#""a*""#, r#""rod""#]),
    key(Class::Text, &["aws:TagKeys", "aws:tagkeys"],
        &[r#""Team""#, r#""team""#, r#""T*""#, r#""Cost""#, r#""*""#, r#""${aws:username}""#],
        &[r#""Team""#, r#""Cost""#, r#""team""#, r#""x""#]),
    key(Class::Text, &["aws:username", "aws:UserName"],
        &[r#""alice""#, r#""Alice""#, r#""bob""#, r#""b*""#, r#""${aws:username}""#, r#""??????""#], &[]),
    key(Class::Text, &["aws:userid"],
        &[r#""AIDAALICE""#, r#""AROAWORKER:*""#, r#""AROAWORKER:s1""#, r#""111122223333""#, r#""111122223333:carol""#, r#""anonymous""#, r#""*:s?""#], &[]),
    key(Class::Text, &["aws:PrincipalType", "aws:principalType"],
        &[r#""User""#, r#""AssumedRole""#, r#""Account""#, r#""FederatedUser""#, r#""Anonymous""#, r#""*User""#], &[]),
    key(Class::Text, &["aws:PrincipalAccount"], &[r#""111122223333""#, "111122223333", r#""444455556666""#, r#""1*""#, r#""anonymous""#], &[]),
    key(Class::Number, &["s3:max-keys", "s3:Max-Keys"],
        &[r#""5""#, "5", r#""5.0""#, r#""9""#, "10", r#""10""#, r#""-3""#, r#""1e1""#, "1.5", r#""x""#, r#""05""#, r#""${s3:prefix}""#, r#""9007199254740993""#],
        &["5", r#""5""#, r#""5.00""#, r#""9""#, r#""10""#, "10", r#""-3""#, "1.5", r#""x""#, r#""""#, r#""9007199254740992""#]),
    key(Class::Moment, &["aws:CurrentTime", "AWS:CURRENTTIME"],
        &[r#""2024-01-01T00:00:00Z""#, r#""2024-01-01""#, r#""2024-02""#, r#""2025""#, r#""1704067200""#, "1704067200", r#""2024-01-01t00:00:00z""#,
          r#""2024-01-01T01:00:00+01:00""#, r#""2023-12-31T22:30:00-01:30""#, r#""2024-01-01T00:00Z""#, r#""yesterday""#, r#""2024-13-01""#, r#""2024-01-01T00:00:00.5Z""#],
        &[r#""2024-01-01T00:00:00Z""#, r#""2024-01-01""#, "1704067200", r#""1704067200""#, r#""2024-06-30T12:00:00Z""#, r#""2023-12-31T23:59:59Z""#, r#""x""#, r#""1704067200.5""#,
          r#""2024-01-01T00:00:00.500Z""#]),
    key(Class::Truth, &["aws:MultiFactorAuthPresent", "aws:multifactorauthpresent"],
        &[r#""true""#, "true", r#""TRUE""#, r#""false""#, "false", r#""False""#, r#""yes""#, "1", r#""${aws:MultiFactorAuthPresent}""#],
        &[r#""true""#, "true", r#""false""#, "false", r#""True""#, r#""yes""#]),
    key(Class::Truth, &["aws:SecureTransport"], &[r#""true""#, r#""false""#, "true"], &["true", r#""false""#]),
    key(Class::Address, &["aws:SourceIp", "aws:sourceip"],
        &[r#""10.0.0.0/8""#, r#""10.9.9.9/8""#, r#""10.1.2.3""#, r#""10.1.2.3/32""#, r#""192.0.2.0/24""#, r#""2001:db8::/32""#, r#""2001:db8::1""#, r#""0.0.0.0/0""#, r#""::/0""#,
          r#""10.0.0.0/33""#, r#""here""#],
        &[r#""10.1.2.3""#, r#""10.1.2.4""#, r#""192.0.2.7""#, r#""2001:db8::1""#, r#""2001:DB8:0::1""#, r#""203.0.113.9""#, r#""here""#]),
    key(Class::Arn, &["aws:SourceArn", "aws:sourceARN"],
        &[r#""arn:aws:sns:eu-west-1:111122223333:alarm""#, r#""arn:aws:sns:*:*:alarm""#, r#""arn:aws:sns:*""#, r#""arn:aws:*:alarm""#, r#""*""#, r#""arn:aws:sns:*:*:*""#,
          r#""arn:aws:sns:eu-*:111122223333:al?rm""#, r#""arn:*:*:*:*:*""#, r#""arn:aws:iam::*:role/${aws:PrincipalTag/Team}""#, r#""arn:aws:sns:eu-west-1:${aws:PrincipalAccount}:*""#,
          r#""arn:aws:sns:eu-west-1:111122223333:alarm${*}""#, r#""${aws:PrincipalArn}""#, r#""${aws:SourceArn}""#],
        &[r#""arn:aws:sns:eu-west-1:111122223333:alarm""#, r#""arn:aws:sns:eu-west-1:111122223333:alarm:sub""#, r#""arn:aws:iam::111122223333:role/red""#, r#""arn:aws:iam::111122223333:user/alice""#, r#""arn:aws:sns""#, r#""nonsense""#,
          r#""arn:aws:sns:eu-west-1:111122223333:alarm*""#]),
    key(Class::Arn, &["aws:PrincipalArn", "aws:principalarn"],
        &[r#""arn:aws:iam::111122223333:user/alice""#, r#""arn:aws:iam::111122223333:role/app/Worker""#, r#""arn:aws:iam::111122223333:role/*""#,
          r#""arn:aws:sts::111122223333:assumed-role/Worker/s1""#, r#""arn:aws:iam::*:root""#, r#""arn:aws:sts::*:federated-user/*""#, r#""arn:aws:iam::111122223333:role/Plain""#], &[]),
    key(Class::Bytes, &["app:Blob"], &[r#""AQI=""#, r#""AQ==""#, r#""aGk=""#, r#""!!!!""#, r#""""#], &[r#""AQI=""#, r#""AQ==""#, r#""!!!!""#, r#""""#]),
];

/// What a context may say of the principal instead of what its ARN says.
#[rustfmt::skip]
pub(super) const OVERRIDES: &[(&str, &str)] = &[
    ("aws:username", r#""zed""#),
    ("aws:username", r#"["alice"]"#),
    ("aws:PrincipalAccount", r#""444455556666""#),
    ("aws:PrincipalType", r#""User""#),
    ("AWS:principaltype", r#""Account""#),
    ("aws:userid", r#""AIDAALICE""#),
];

/// Names that are no operators.
pub(super) const UNKNOWN_OPERATORS: &[&str] = &[
    "StringIs",
    "stringEquals",
    "NullIfExists",
    "ForAnyValue::StringEquals",
    "ForSomeValue:StringEquals",
    "StringEqualsIfexists",
    "",
];
