//! Inputs out of forms.

#![expect(
    clippy::unwrap_used,
    reason = "a form that a test made up can be parsed"
)]

use iamd_api::{ErrorCode, Form, Operation, Service, decode, iam, sts};
use proptest::prelude::*;

#[track_caller]
fn input<O: Operation>(form: &str) -> O::Input {
    let form = Form::parse(form.as_bytes()).unwrap();
    decode::<O>(&form).unwrap()
}

#[track_caller]
fn tags(form: &str) -> Vec<(String, String)> {
    let input = input::<iam::TagUser>(&format!("UserName=Bob&{form}"));
    let tags = input.tags.into_iter();
    tags.map(|tag| (tag.key, tag.value)).collect()
}

fn pair(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

#[test]
fn members_are_where_their_names_say() {
    let input = input::<iam::CreateUser>(
        "Action=CreateUser&Version=2010-05-08&UserName=Bob&Path=%2F&PermissionsBoundary=arn:aws:iam::aws:policy/P\
         &Tags.member.1.Key=a&Tags.member.1.Value=b",
    );
    assert_eq!(input.user_name, "Bob");
    assert_eq!(input.path.as_deref(), Some("/"));
    assert_eq!(
        input.permissions_boundary.as_deref(),
        Some("arn:aws:iam::aws:policy/P")
    );
    assert_eq!(input.tags.len(), 1);
}

#[test]
fn absent_members_are_none_and_empty() {
    let input = input::<iam::ListUsers>("");
    assert!(input.path_prefix.is_none() && input.marker.is_none() && input.max_items.is_none());
    let input = self::input::<iam::CreateUser>("UserName=Bob");
    assert!(input.tags.is_empty());
    self::input::<iam::GetAccountSummary>("Anything=goes");
    self::input::<sts::GetCallerIdentity>("");
}

#[test]
fn an_empty_list_parameter_is_an_empty_list() {
    let input = input::<iam::GetAccountAuthorizationDetails>("Filter=");
    assert!(input.filter.is_empty());
    assert!(tags("Tags=").is_empty());
}

#[test]
fn elements_are_in_the_order_of_their_numbers() {
    let form = "Tags.member.10.Key=ten&Tags.member.10.Value=10&Tags.member.2.Value=2\
                &Tags.member.2.Key=two&Tags.member.4000000000.Key=x&Tags.member.4000000000.Value=";
    assert_eq!(
        tags(form),
        [pair("two", "2"), pair("ten", "10"), pair("x", "")]
    );
    let input =
        input::<iam::GetAccountAuthorizationDetails>("Filter.member.3=Role&Filter.member.1=User");
    assert_eq!(input.filter, [iam::EntityType::User, iam::EntityType::Role]);
}

#[test]
fn what_is_unknown_is_ignored() {
    let one = [pair("k", "v")];
    for noise in [
        "Tags.member.1=x",
        "Tags.member.1-.Key=x",
        "Tags.member.1-=x",
        "Tags.member.1.Key.More=x",
        "Tags.member.01.Key=x",
        "Tags.member.%2B2.Key=x",
        "Tags.member.-2.Key=x",
        "Tags.member.x.Key=x",
        "Tags.member..Key=x",
        "Tags.member.99999999999999999999.Key=x",
        "Tags.2.Key=x",
        "Tags.members.2.Key=x",
        "tags.member.2.Key=x",
        "Tags.entry.2.Key=x",
        "UserName.member.1=x",
        "X-Amz-Signature=x",
    ] {
        let form = format!("{noise}&Tags.member.1.Key=k&Tags.member.1.Value=v");
        assert_eq!(tags(&form), one, "{noise}");
    }
}

#[test]
fn a_scalar_is_not_below_its_name() {
    let form = Form::parse(b"UserName.member.1=Bob").unwrap();
    let error = decode::<iam::CreateUser>(&form).unwrap_err();
    assert!(
        error
            .message
            .ends_with("'userName' failed to satisfy constraint: Member must not be null")
    );
}

#[test]
fn maps_and_structures_are_read() {
    let input = input::<iam::PutAccountProperties>(
        "Properties.entry.1.key=One&Properties.entry.1.value=1&Properties.entry.2.key=Two&Properties.entry.2.value=2",
    );
    let pairs: Vec<_> = input.properties.into_iter().collect();
    assert_eq!(pairs, [pair("One", "1"), pair("Two", "2")]);
}

#[test]
fn truth_values_are_read_in_any_case() {
    for (text, value) in [("true", true), ("True", true), ("FALSE", false)] {
        let input = input::<iam::UpdateAccountPasswordPolicy>(&format!("RequireNumbers={text}"));
        assert_eq!(input.require_numbers, Some(value));
    }
}

#[track_caller]
fn check_refused(service: Service, form: &str, code: ErrorCode, message: &str) {
    let form = Form::parse(form.as_bytes()).unwrap();
    let error = service.requested_operation(&form).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (code, message));
}

#[test]
fn action_and_version_name_an_operation() {
    let form = Form::parse(b"Action=GetCallerIdentity&Version=2011-06-15").unwrap();
    let row = Service::Sts.requested_operation(&form).unwrap();
    assert_eq!(row.name, "GetCallerIdentity");
    for (form, version) in [
        ("Action=GetCallerIdentity&Version=2011-06-15", "2011-06-15"),
        ("Action=createuser&Version=2010-05-08", "2010-05-08"),
        ("Action=CreateUser&Version=2011-06-15", "2011-06-15"),
        ("Action=CreateUser", "NO_VERSION_SPECIFIED"),
    ] {
        let action = form.split(['=', '&']).nth(1).unwrap();
        let message = format!("Could not find operation {action} for version {version}");
        check_refused(Service::Iam, form, ErrorCode::InvalidAction, &message);
    }
    let message = "The request must contain an Action parameter.";
    check_refused(
        Service::Iam,
        "Version=2010-05-08",
        ErrorCode::MissingAction,
        message,
    );
    check_refused(Service::Iam, "Action=", ErrorCode::MissingAction, message);
    let long = Form::from_members([("Action", "x".repeat(100_000).as_str())]).unwrap();
    let error = Service::Iam.requested_operation(&long).unwrap_err();
    assert!(error.message.len() < 300);
}

proptest! {
    #[test]
    fn lists_survive_the_wire(texts in proptest::collection::vec("[a-zA-Z0-9 _.:/=+@-]{1,20}", 0..20)) {
        let members: Vec<_> = texts.iter().enumerate().map(|(place, text)| {
            (format!("TagKeys.member.{}", 3 * place + 1), text)
        }).collect();
        let members = members.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let form = Form::from_members(members.chain([("UserName", "Bob"), ("TagKeys", "")])).unwrap();
        let input = decode::<iam::UntagUser>(&form).unwrap();
        prop_assert_eq!(input.tag_keys, texts);
    }

    #[test]
    fn no_form_is_too_wild(
        names in proptest::collection::btree_set("(Tags|TagKeys|UserName|member|[.]|[0-9]|Key|Value){0,8}", 0..40)
    ) {
        let form = Form::from_members(names.iter().map(|name| (name.as_str(), "x"))).unwrap();
        let _ = decode::<iam::TagUser>(&form);
        let _ = decode::<iam::UntagUser>(&form);
        let _ = decode::<iam::AcquireRole>(&form);
    }
}
