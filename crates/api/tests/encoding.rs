//! Answers, byte for byte.

#![expect(
    clippy::unwrap_used,
    reason = "a moment that a test made up can be parsed"
)]

use std::collections::BTreeMap;

use iamd_api::{Error, ErrorCode, Operation, Service, encode, encode_error, iam, sts};
use iamd_ident::{Secret, Timestamp};
use proptest::prelude::*;

const REQUEST_ID: &str = "7a62c49f-347e-4fc4-9331-6e8eEXAMPLE";

#[track_caller]
fn check<O: Operation>(output: &O::Output, result: &str) {
    let row = O::ROW;
    let (name, namespace) = (row.name, row.service.xml_namespace());
    let expected = format!(
        "<{name}Response xmlns=\"{namespace}\">{result}<ResponseMetadata><RequestId>{REQUEST_ID}\
         </RequestId></ResponseMetadata></{name}Response>"
    );
    let body = String::from_utf8(encode::<O>(output, REQUEST_ID)).unwrap();
    assert_eq!(body, expected);
}

fn moment() -> Timestamp {
    "2026-01-31T01:02:03.999Z".parse().unwrap()
}

fn user() -> iam::User {
    iam::User {
        path: Some("/team/".to_owned()),
        user_name: Some("Bob".to_owned()),
        user_id: "AIDACKCEVSQ6C2EXAMPLE".to_owned(),
        arn: "arn:aws:iam::123456789012:user/team/Bob".to_owned(),
        create_date: moment(),
        ..iam::User::default()
    }
}

const USER: &str = "<Path>/team/</Path><UserName>Bob</UserName>\
                    <UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>\
                    <Arn>arn:aws:iam::123456789012:user/team/Bob</Arn>\
                    <CreateDate>2026-01-31T01:02:03Z</CreateDate>";

#[test]
fn an_operation_without_a_result_answers_the_request_id() {
    check::<iam::DeleteUser>(&(), "");
}

#[test]
fn structures_hold_their_members_in_the_order_of_the_model() {
    let output = iam::CreateUserResponse { user: Some(user()) };
    check::<iam::CreateUser>(
        &output,
        &format!("<CreateUserResult><User>{USER}</User></CreateUserResult>"),
    );
    check::<sts::GetCallerIdentity>(
        &sts::GetCallerIdentityResponse {
            user_id: Some("AIDACKCEVSQ6C2EXAMPLE".to_owned()),
            account: Some("123456789012".to_owned()),
            arn: Some("arn:aws:iam::123456789012:user/Bob".to_owned()),
        },
        "<GetCallerIdentityResult><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>\
         <Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/Bob</Arn>\
         </GetCallerIdentityResult>",
    );
}

#[test]
fn lists_are_shown_even_when_they_are_empty() {
    let mut output = iam::ListUsersResponse {
        is_truncated: Some(false),
        ..iam::ListUsersResponse::default()
    };
    check::<iam::ListUsers>(
        &output,
        "<ListUsersResult><Users/><IsTruncated>false</IsTruncated></ListUsersResult>",
    );
    output.users = vec![user(), user()];
    output.is_truncated = Some(true);
    output.marker = Some("next".to_owned());
    check::<iam::ListUsers>(
        &output,
        &format!(
            "<ListUsersResult><Users><member>{USER}</member><member>{USER}</member></Users>\
             <IsTruncated>true</IsTruncated><Marker>next</Marker></ListUsersResult>"
        ),
    );
    check::<iam::ListUserTags>(
        &iam::ListUserTagsResponse::default(),
        "<ListUserTagsResult><Tags/></ListUserTagsResult>",
    );
}

#[test]
fn tags_that_are_not_there_are_left_out_as_aws_does() {
    let policy = || iam::Policy {
        policy_name: Some("P".to_owned()),
        ..iam::Policy::default()
    };
    check::<iam::GetPolicy>(
        &iam::GetPolicyResponse {
            policy: Some(policy()),
        },
        "<GetPolicyResult><Policy><PolicyName>P</PolicyName><Tags/></Policy></GetPolicyResult>",
    );
    check::<iam::CreatePolicy>(
        &iam::CreatePolicyResponse {
            policy: Some(policy()),
        },
        "<CreatePolicyResult><Policy><PolicyName>P</PolicyName></Policy></CreatePolicyResult>",
    );
    let mut tagged = policy();
    tagged.tags = vec![iam::Tag {
        key: "k".to_owned(),
        value: String::new(),
    }];
    check::<iam::CreatePolicy>(
        &iam::CreatePolicyResponse {
            policy: Some(tagged),
        },
        "<CreatePolicyResult><Policy><PolicyName>P</PolicyName><Tags><member><Key>k</Key><Value/>\
         </member></Tags></Policy></CreatePolicyResult>",
    );
}

#[test]
fn policy_documents_are_percent_encoded() {
    check::<iam::GetUserPolicy>(
        &iam::GetUserPolicyResponse {
            user_name: "Bob".to_owned(),
            policy_name: "P".to_owned(),
            policy_document: r#"{"Version": "2012-10-17"}"#.to_owned(),
        },
        "<GetUserPolicyResult><UserName>Bob</UserName><PolicyName>P</PolicyName><PolicyDocument>\
         %7B%22Version%22%3A%20%222012-10-17%22%7D</PolicyDocument></GetUserPolicyResult>",
    );
}

#[test]
fn maps_blobs_enums_and_secrets_have_their_forms() {
    let summary = BTreeMap::from([
        (iam::SummaryKeyType::Users, 27),
        (iam::SummaryKeyType::UsersQuota, 5000),
    ]);
    check::<iam::GetAccountSummary>(
        &iam::GetAccountSummaryResponse {
            summary_map: summary,
        },
        "<GetAccountSummaryResult><SummaryMap><entry><key>Users</key><value>27</value></entry>\
         <entry><key>UsersQuota</key><value>5000</value></entry></SummaryMap>\
         </GetAccountSummaryResult>",
    );
    check::<iam::GetCredentialReport>(
        &iam::GetCredentialReportResponse {
            content: Some(b"user,arn\n".to_vec()),
            report_format: Some(iam::ReportFormatType::TextCsv),
            generated_time: Some(moment()),
        },
        "<GetCredentialReportResult><Content>dXNlcixhcm4K</Content>\
         <ReportFormat>text/csv</ReportFormat><GeneratedTime>2026-01-31T01:02:03Z</GeneratedTime>\
         </GetCredentialReportResult>",
    );
    check::<iam::CreateAccessKey>(
        &iam::CreateAccessKeyResponse {
            access_key: iam::AccessKey {
                user_name: Some("Bob".to_owned()),
                access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
                status: iam::StatusType::Active,
                secret_access_key: Secret::new("wJalr/XUtnFEMI".to_owned()),
                create_date: None,
            },
        },
        "<CreateAccessKeyResult><AccessKey><UserName>Bob</UserName>\
         <AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId><Status>Active</Status>\
         <SecretAccessKey>wJalr/XUtnFEMI</SecretAccessKey></AccessKey></CreateAccessKeyResult>",
    );
}

#[test]
fn an_empty_structure_is_an_empty_element() {
    let role = iam::Role {
        role_name: "r".to_owned(),
        role_last_used: Some(iam::RoleLastUsed::default()),
        ..iam::Role::default()
    };
    let body = encode::<iam::GetRole>(&iam::GetRoleResponse { role }, REQUEST_ID);
    let body = String::from_utf8(body).unwrap();
    assert!(body.contains("<RoleLastUsed/></Role>"), "{body}");
}

#[test]
fn errors_have_a_body() {
    let error = Error::new(
        ErrorCode::NoSuchEntity,
        "The user with name <&> cannot be found.",
    );
    let body = String::from_utf8(encode_error(Service::Iam, &error, REQUEST_ID)).unwrap();
    assert_eq!(
        body,
        "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>\
         <Type>Sender</Type><Code>NoSuchEntity</Code>\
         <Message>The user with name &lt;&amp;&gt; cannot be found.</Message></Error>\
         <RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId></ErrorResponse>"
    );
    let error = Error::new(ErrorCode::InternalFailure, "");
    let body = String::from_utf8(encode_error(Service::Sts, &error, "r")).unwrap();
    assert_eq!(
        body,
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>\
         <Type>Receiver</Type><Code>InternalFailure</Code></Error>\
         <RequestId>r</RequestId></ErrorResponse>"
    );
}

#[test]
fn what_xml_cannot_hold_is_replaced() {
    let error = Error::new(
        ErrorCode::InvalidInput,
        "\0\u{1}\t\n\r\u{1f}\"'\u{7f}\u{fffe}\u{ffff}😀",
    );
    let body = String::from_utf8(encode_error(Service::Iam, &error, "r")).unwrap();
    let expected =
        "<Message>\u{fffd}\u{fffd}\t\n&#xD;\u{fffd}&quot;'\u{7f}\u{fffd}\u{fffd}😀</Message>";
    assert!(body.contains(expected), "{body}");
}

proptest! {
    #[test]
    fn no_text_breaks_the_markup(text in any::<String>()) {
        let error = Error::new(ErrorCode::InvalidInput, text.clone());
        let body = String::from_utf8(encode_error(Service::Iam, &error, "r")).unwrap();
        let (_, rest) = body.split_once("<Error><Type>Sender</Type><Code>InvalidInput</Code>").unwrap();
        let (message, _) = rest.split_once("</Error>").unwrap();
        let shown = message.strip_prefix("<Message>").and_then(|rest| rest.strip_suffix("</Message>"));
        let shown = shown.unwrap_or_default();
        prop_assert!(!shown.contains(['<', '>', '\0', '\r']));
        let unescaped = shown
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#xD;", "\r")
            .replace("&amp;", "&");
        let allowed = |letter: char| match letter {
            '\t' | '\n' | '\r' => letter,
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            _ => letter,
        };
        prop_assert_eq!(unescaped, text.chars().map(allowed).collect::<String>());
    }
}
