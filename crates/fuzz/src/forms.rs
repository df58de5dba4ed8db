//! Bodies and queries of IAM and STS, as strangers write them.

use iamd_api::{Error, Form, Operation, decode, iam, sts};

/// Reading ends with members, or with an error that AWS has. What was read is read again from the
/// text that it makes; and each of some operations with structures, lists, maps and blobs finds an
/// input in it, or violations.
pub(crate) fn run(data: &[u8]) {
    let form = match Form::parse(data) {
        Ok(form) => form,
        Err(error) => return assert_error(&error),
    };
    let members: Vec<(&str, &str)> = form.members().collect();
    let again = Form::from_members(members.iter().copied());
    let again = again.as_ref().map(|form| form.members().collect());
    assert_eq!(again.ok(), Some(members.clone()), "a form is kept");
    for (name, value) in members {
        assert_eq!(form.value(name), Some(value));
    }
    try_to_decode::<iam::CreateUser>(&form);
    try_to_decode::<iam::CreateRole>(&form);
    try_to_decode::<iam::TagRole>(&form);
    try_to_decode::<iam::CreateOpenIDConnectProvider>(&form);
    try_to_decode::<iam::UpdateAccountPasswordPolicy>(&form);
    try_to_decode::<iam::SimulateCustomPolicy>(&form);
    try_to_decode::<iam::ListEntitiesForPolicy>(&form);
    try_to_decode::<iam::GetAccountAuthorizationDetails>(&form);
    try_to_decode::<sts::AssumeRole>(&form);
    try_to_decode::<sts::GetFederationToken>(&form);
}

fn try_to_decode<O: Operation>(form: &Form) {
    if let Err(error) = decode::<O>(form) {
        assert_error(&error);
    }
}

fn assert_error(error: &Error) {
    let text = error.to_string();
    assert!(!text.is_empty(), "a fault has words");
    assert!(text.len() < 2_000_000, "and not without end");
}
