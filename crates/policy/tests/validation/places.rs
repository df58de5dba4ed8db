//! Where faults and principals are, and how long documents may be.

use iamd_policy::{
    Document, DocumentError, DocumentKind, NamedPrincipal, Position, SizeQuota, counted_bytes,
};

use super::one;

#[test]
fn an_error_says_where() {
    let text = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Allow\",\n    \
        \"Action\": [\"s3:GetObject\", \"bad\"], \"Resource\": \"*\"}}";
    let error = Document::check(text, DocumentKind::Identity).unwrap_err();
    let at = Position {
        offset: 95,
        line: 4,
        column: 32,
    };
    assert_eq!(error.at, at);
    assert_eq!(text.get(95..100), Some("\"bad\""));
}

#[test]
fn errors_of_resource_policies_say_where_too() {
    let check = |text: &str, kind, place: &str| {
        let error = Document::check(text, kind).unwrap_err();
        let offset = usize::try_from(error.at.offset).unwrap();
        let rest = text.get(offset..).unwrap();
        assert!(rest.starts_with(place), "{error}: {rest}");
    };
    let bucket = DocumentKind::Bucket { name: "b" };
    let trust = DocumentKind::Trust;
    check("{\"a\" 1}", trust, "1}");
    check(
        r#"{"Version": "2012-10-17", "statement": []}"#,
        trust,
        r#""statement""#,
    );
    check(&one(r#""Effect": "allow""#), bucket, r#""allow""#);
    check(&one(r#""Effect": "Deny""#), bucket, r#"{"Effect""#);
    let text = one(r#""Effect": "Allow", "Principal": {"AWS": ["*", "x"]}, "Action": "sts:*""#);
    check(&text, trust, r#""x""#);
}

#[test]
fn principals_are_listed_with_their_places() {
    let text = r#"{"Statement": [
        {"Effect": "Allow", "Principal": "*"},
        {"Effect": "Deny"},
        {"Effect": "Deny", "NotPrincipal": {"AWS": ["*", "AROA0123456789ABCDEFG"], "Service": []}},
        {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}}]}"#;
    let document = Document::parse(text).unwrap();
    let principals: Vec<NamedPrincipal<'_>> = document.principals().collect();
    let seen: Vec<_> = principals
        .iter()
        .map(|named| (named.statement, named.negated, named.kind, named.name))
        .collect();
    let expect = [
        (2, true, "AWS", "*"),
        (2, true, "AWS", "AROA0123456789ABCDEFG"),
        (3, false, "Service", "ec2.amazonaws.com"),
    ];
    assert_eq!(seen, expect);
    for named in principals {
        let offset = |position: Position| usize::try_from(position.offset).unwrap();
        let place = offset(named.span.start)..offset(named.span.end);
        assert_eq!(text.get(place).unwrap(), format!("{:?}", named.name));
    }
}

#[test]
fn a_principal_that_does_not_exist_is_refused() {
    let role = "arn:aws:iam::123456789012:role/R";
    let text = one(&format!(
        r#""Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {{"AWS": "{role}"}}"#
    ));
    let document = Document::check(&text, DocumentKind::Trust).unwrap();
    let named = document.principals().next().unwrap();
    let trust = DocumentError::unknown_principal(DocumentKind::Trust, &named);
    assert_eq!(
        trust.to_string(),
        format!("Invalid principal in policy: \"AWS\":\"{role}\"")
    );
    assert_eq!(trust.code().as_str(), "MalformedPolicyDocument");
    assert_eq!(trust.at, named.span.start);
    let bucket = DocumentError::unknown_principal(DocumentKind::Bucket { name: "b" }, &named);
    assert_eq!(bucket.to_string(), "Invalid principal in policy");
    assert_eq!(bucket.code().as_str(), "MalformedPolicy");
}

#[test]
fn sizes_are_counted_without_white_space() {
    assert_eq!(counted_bytes(" {\r\n\t\"a b\": 1 } "), 8);
    assert_eq!(SizeQuota::ManagedPolicy.check(6144, ""), Ok(()));
    let check = |quota: SizeQuota, message: &str| {
        let error = quota.check(quota.bytes() + 1, "Bob").unwrap_err();
        assert_eq!(error.code().as_str(), "LimitExceeded");
        assert_eq!(error.to_string(), message);
    };
    check(
        SizeQuota::ManagedPolicy,
        "Cannot exceed quota for PolicySize: 6144",
    );
    check(
        SizeQuota::UserInline,
        "Maximum policy size of 2048 bytes exceeded for user Bob",
    );
    check(
        SizeQuota::GroupInline,
        "Maximum policy size of 5120 bytes exceeded for group Bob",
    );
    check(
        SizeQuota::RoleInline,
        "Maximum policy size of 10240 bytes exceeded for role Bob",
    );
    check(
        SizeQuota::TrustPolicy,
        "Cannot exceed quota for ACLSizePerRole: 2048",
    );
}
