//! The validation errors, word for word.

#![expect(
    clippy::unwrap_used,
    reason = "a form that a test made up can be parsed"
)]

use iamd_api::{ErrorCode, Form, Operation, decode, iam, sts};

#[track_caller]
fn check<O: Operation>(form: &str, code: ErrorCode, message: &str) {
    let form = Form::parse(form.as_bytes()).unwrap();
    let error = decode::<O>(&form).map(drop).unwrap_err();
    assert_eq!(error.code, code);
    assert_eq!(error.message, message);
}

#[track_caller]
fn check_invalid<O: Operation>(form: &str, message: &str) {
    check::<O>(form, ErrorCode::ValidationError, message);
}

#[test]
fn iam_does_not_show_values() {
    check_invalid::<iam::CreateUser>(
        "",
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: \
         Member must not be null",
    );
    let long = "a".repeat(65);
    check_invalid::<iam::CreateUser>(
        &format!("UserName={long}"),
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: \
         Member must have length less than or equal to 64",
    );
    check_invalid::<iam::GetPolicyVersion>(
        "PolicyArn=arn:aws:iam::aws:policy/ReadOnlyAccess&VersionId=1",
        "1 validation error detected: Value at 'versionId' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
    );
    check_invalid::<iam::GetAccessKeyLastUsed>(
        "AccessKeyId=AKIA",
        "1 validation error detected: Value at 'accessKeyId' failed to satisfy constraint: \
         Member must have length greater than or equal to 16",
    );
    for (items, bound) in [
        ("1001", "less than or equal to 1000"),
        ("0", "greater than or equal to 1"),
    ] {
        check_invalid::<iam::ListUsers>(
            &format!("MaxItems={items}"),
            &format!(
                "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: \
                 Member must have value {bound}"
            ),
        );
    }
    check_invalid::<iam::UpdateAccessKey>(
        "AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=active",
        "1 validation error detected: Value at 'status' failed to satisfy constraint: \
         Member must satisfy enum value set: [Active, Inactive, Expired]",
    );
}

#[test]
fn iam_has_words_of_its_own_for_names_and_paths() {
    let name = "It must contain only alphanumeric characters and/or the following: +=,.@_-";
    let path = "It must begin and end with / and contain only alphanumeric characters and/or / characters.";
    let prefix = "It must begin with the / character and contain only alphanumeric characters \
                  and/or / characters.";
    for user in ["bad/name", "", "na%C3%AFve"] {
        check_invalid::<iam::DeleteUser>(
            &format!("UserName={user}"),
            &format!("The specified value for userName is invalid. {name}"),
        );
    }
    check_invalid::<iam::UpdateUser>(
        "UserName=Bob&NewUserName=a%20b",
        &format!("The specified value for newUserName is invalid. {name}"),
    );
    check_invalid::<iam::CreateUser>(
        "UserName=Bob&Path=team",
        &format!("The specified value for path is invalid. {path}"),
    );
    check_invalid::<iam::ListUsers>(
        "PathPrefix=%2Finvalid%0A",
        &format!("The specified value for pathPrefix is invalid. {prefix}"),
    );
    check_invalid::<iam::PutUserPolicy>(
        "UserName=Bob&PolicyName=P&PolicyDocument=%F0%9F%98%80",
        "The specified value for policyDocument is invalid. \
         It must contain only printable ASCII characters.",
    );
    // They come last and alone.
    check_invalid::<iam::CreateUser>(
        "Path=team",
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: \
         Member must not be null",
    );
}

#[test]
fn sts_shows_values() {
    check_invalid::<sts::AssumeRole>(
        "RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName=Session1:2",
        "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy \
         constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    );
    let long = "s".repeat(65);
    check_invalid::<sts::AssumeRole>(
        &format!("RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName={long}"),
        &format!(
            "1 validation error detected: Value '{long}' at 'roleSessionName' failed to satisfy \
             constraint: Member must have length less than or equal to 64"
        ),
    );
    check_invalid::<sts::AssumeRole>(
        "DurationSeconds=43201",
        "3 validation errors detected: Value '43201' at 'durationSeconds' failed to satisfy \
         constraint: Member must have value less than or equal to 43200; Value null at 'roleArn' \
         failed to satisfy constraint: Member must not be null; Value null at 'roleSessionName' \
         failed to satisfy constraint: Member must not be null",
    );
}

#[test]
fn a_list_answers_for_its_elements() {
    check_invalid::<sts::AssumeRole>(
        "RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName=session\
         &TransitiveTagKeys.member.1=ok&TransitiveTagKeys.member.2=a*b",
        "1 validation error detected: Value '[ok, a*b]' at 'transitiveTagKeys' failed to satisfy \
         constraint: Member must satisfy constraint: [Member must have length less than or equal \
         to 128, Member must have length greater than or equal to 1, Member must satisfy regular \
         expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+]",
    );
    check_invalid::<iam::GetAccountAuthorizationDetails>(
        "Filter.member.1=user",
        "1 validation error detected: Value at 'filter' failed to satisfy constraint: Member must \
         satisfy constraint: [Member must satisfy enum value set: [User, Role, Group, \
         LocalManagedPolicy, AWSManagedPolicy]]",
    );
}

#[test]
fn the_list_of_tag_keys_says_more() {
    for key in ["a*b", &"k".repeat(129), ""] {
        check_invalid::<iam::UntagRole>(
            &format!("RoleName=R&TagKeys.member.1={key}"),
            "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member \
             must satisfy constraint: [Member must have length less than or equal to 128, Member \
             must have length greater than or equal to 1, Member must satisfy regular expression \
             pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]",
        );
    }
}

#[test]
fn a_long_value_is_cut() {
    let long = "x".repeat(10_000_000);
    let form = format!("RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName={long}");
    let form = Form::parse(form.as_bytes()).unwrap();
    let error = decode::<sts::AssumeRole>(&form).unwrap_err();
    assert!(error.message.len() < 5000);
    let form = format!("UserName={long}");
    let form = Form::parse(form.as_bytes()).unwrap();
    let error = decode::<iam::CreateUser>(&form).unwrap_err();
    assert!(error.message.len() < 200);
}

#[test]
fn secrets_are_not_shown() {
    let secret = "hunter2".repeat(1000);
    for form in [
        format!("UserName=Bob&Password={secret}"),
        format!("UserName=Bob&Password={secret}%00"),
    ] {
        let form = Form::parse(form.as_bytes()).unwrap();
        let error = decode::<iam::CreateLoginProfile>(&form).unwrap_err();
        assert!(!error.message.contains("hunter2"), "{error}");
    }
    let form = Form::parse(b"RoleArn=x&RoleSessionName=ab&WebIdentityToken=abc").unwrap();
    let error = decode::<sts::AssumeRoleWithWebIdentity>(&form).unwrap_err();
    assert!(
        error.message.contains("Value at 'webIdentityToken'"),
        "{error}"
    );
    let form = Form::parse(b"SerialNumber=arn:aws:iam::1:mfa/m&TokenCode=123456%20").unwrap();
    let error = decode::<sts::GetSessionToken>(&form).unwrap_err();
    assert!(error.message.contains("Value at 'tokenCode'"), "{error}");
    assert!(!error.message.contains("123456"), "{error}");
    let form = b"UserName=Bob&SerialNumber=mfa-of-bob&AuthenticationCode1=123456&AuthenticationCode2=123457";
    let input = decode::<iam::EnableMFADevice>(&Form::parse(form).unwrap()).unwrap();
    assert!(!format!("{input:?}").contains("12345"));
    let form = Form::parse(b"UserName=Bob&Password=hunter2").unwrap();
    let input = decode::<iam::CreateLoginProfile>(&form).unwrap();
    assert!(!format!("{input:?}").contains("hunter2"));
    assert_eq!(input.password.unwrap().expose(), "hunter2");
}

#[test]
fn all_violations_are_in_one_message_in_the_order_of_aws() {
    // Recorded of AWS, as are the demands on the elements of a list.
    let long = "u".repeat(256);
    check_invalid::<iam::CreateOpenIDConnectProvider>(
        &format!("Url={long}&ThumbprintList.member.1=a&ClientIDList.member.1={long}"),
        "3 validation errors detected: Value at 'clientIDList' failed to satisfy constraint: \
         Member must satisfy constraint: [Member must have length less than or equal to 255, \
         Member must have length greater than or equal to 1]; Value at 'thumbprintList' failed to \
         satisfy constraint: Member must satisfy constraint: [Member must have length less than or \
         equal to 40, Member must have length greater than or equal to 40]; Value at 'url' failed \
         to satisfy constraint: Member must have length less than or equal to 255",
    );
    check_invalid::<iam::UpdateAccountPasswordPolicy>(
        "MaxPasswordAge=1096&MinimumPasswordLength=129&PasswordReusePrevention=25",
        "3 validation errors detected: Value at 'minimumPasswordLength' failed to satisfy \
         constraint: Member must have value less than or equal to 128; Value at \
         'passwordReusePrevention' failed to satisfy constraint: Member must have value less than \
         or equal to 24; Value at 'maxPasswordAge' failed to satisfy constraint: Member must have \
         value less than or equal to 1095",
    );
}

#[test]
fn structures_in_lists_have_places_of_their_own() {
    let (key, value) = ("k".repeat(129), "v".repeat(257));
    check_invalid::<iam::TagUser>(
        &format!(
            "UserName=Bob&Tags.member.7.Key={key}&Tags.member.7.Value={value}&Tags.member.9.Key=a*b"
        ),
        "4 validation errors detected: Value at 'tags.1.member.value' failed to satisfy constraint: \
         Member must have length less than or equal to 256; Value at 'tags.1.member.key' failed to \
         satisfy constraint: Member must have length less than or equal to 128; Value at \
         'tags.2.member.value' failed to satisfy constraint: Member must not be null; Value at \
         'tags.2.member.key' failed to satisfy constraint: Member must satisfy regular expression \
         pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
    );
    let many: Vec<_> = (1..=51)
        .map(|number| format!("Tags.member.{number}.Key=k{number}&Tags.member.{number}.Value="))
        .collect();
    check_invalid::<iam::TagUser>(
        &format!("UserName=Bob&{}", many.join("&")),
        "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must \
         have length less than or equal to 50",
    );
}

#[test]
fn a_message_spells_out_a_hundred_violations_and_counts_all() {
    let many: Vec<_> = (0..5000)
        .map(|number| format!("Tags.member.{number}.Key="))
        .collect();
    let form = format!("UserName=Bob&{}", many.join("&"));
    let form = Form::parse(form.as_bytes()).unwrap();
    let error = decode::<iam::TagUser>(&form).unwrap_err();
    assert!(
        error
            .message
            .starts_with("15001 validation errors detected: "),
        "{error}"
    );
    assert!(error.message.len() < 20_000);
}

#[test]
fn what_is_no_number_and_no_truth_value_is_malformed() {
    for items in ["", "ten", "1.0", "99999999999", "0x10", "%D9%A3"] {
        check::<iam::ListUsers>(
            &format!("MaxItems={items}"),
            ErrorCode::MalformedInput,
            "The value at 'maxItems' is not an integer.",
        );
    }
    check::<iam::UpdateAccountPasswordPolicy>(
        "RequireSymbols=yes&MinimumPasswordLength=1",
        ErrorCode::MalformedInput,
        "The value at 'requireSymbols' is not true or false.",
    );
}

#[test]
fn acronyms_lose_the_first_capital_alone() {
    check_invalid::<sts::AssumeRoleWithSAML>(
        "RoleArn=arn:aws:iam::123456789012:role/r&PrincipalArn=arn:aws:iam::123456789012:saml-provider/p",
        "1 validation error detected: Value null at 'sAMLAssertion' failed to satisfy constraint: \
         Member must not be null",
    );
}
