//! GetAccountProperties and PutAccountProperties: switches of features that the whole account has.

use std::collections::BTreeMap;

use iamd_api::{
    Error, ErrorCode,
    iam::{
        GetAccountProperties, GetAccountPropertiesRequest, GetAccountPropertiesResponse,
        PutAccountProperties, PutAccountPropertiesRequest, PutAccountPropertiesResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::AccountPropertiesUpdate;

use crate::{Iam, error::answer};

/// The one property that there is.
///
/// SOURCE: IAM API Reference, `PutAccountProperties`, the examples.
const ROLE_MANAGER_ENABLED: &str = "RoleManager/Enabled";

impl Perform<GetAccountProperties> for Iam {
    type Input = GetAccountPropertiesRequest;
    type Output = GetAccountPropertiesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &GetAccountPropertiesRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    /// Nobody recorded what an account has that set nothing; here it is told what counts.
    async fn run(
        &self,
        permit: Permit<GetAccountProperties>,
        _call: Call<'_>,
        _input: GetAccountPropertiesRequest,
    ) -> Result<GetAccountPropertiesResponse, Error> {
        let properties = self.directory().account_properties(permit).await;
        let is_enabled = properties.map_err(answer)?.role_manager_enabled;
        let property = (ROLE_MANAGER_ENABLED.to_owned(), is_enabled.to_string());
        Ok(GetAccountPropertiesResponse {
            properties: BTreeMap::from([property]),
        })
    }
}

impl Perform<PutAccountProperties> for Iam {
    type Input = PutAccountPropertiesRequest;
    type Output = PutAccountPropertiesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &PutAccountPropertiesRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<PutAccountProperties>,
        _call: Call<'_>,
        input: PutAccountPropertiesRequest,
    ) -> Result<PutAccountPropertiesResponse, Error> {
        let update = update(&input.properties)?;
        let put = self.directory().put_account_properties(permit, update);
        put.await.map_err(answer)?;
        Ok(PutAccountPropertiesResponse {})
    }
}

/// What is to change.
///
/// SOURCE: IAM API Reference, `PutAccountProperties`, for the rules. Nobody recorded the texts of
/// their violations: the words are iamd's own.
///
/// # Errors
/// A key is none, the keys are of several namespaces, or a value is not of its key's type.
fn update(properties: &BTreeMap<String, String>) -> Result<AccountPropertiesUpdate, Error> {
    let mut update = AccountPropertiesUpdate::default();
    let mut namespace = None;
    if properties.is_empty() {
        return Err(invalid("At least one property must be specified."));
    }
    for (key, value) in properties {
        let Some((space, name)) = key.split_once('/') else {
            return Err(malformed(key));
        };
        if space.is_empty() || name.is_empty() || name.contains('/') {
            return Err(malformed(key));
        }
        if *namespace.get_or_insert(space) != space {
            return Err(invalid("All properties must belong to the same namespace."));
        }
        if key != ROLE_MANAGER_ENABLED {
            return Err(invalid(&format!("The property {key} does not exist.")));
        }
        let is_enabled = value.parse().map_err(|_| {
            invalid(&format!(
                "The value of the property {key} must be true or false."
            ))
        })?;
        update.role_manager_enabled = Some(is_enabled);
    }
    Ok(update)
}

fn malformed(key: &str) -> Error {
    invalid(&format!(
        "The property key {key} must be in the format Namespace/PropertyName."
    ))
}

fn invalid(text: &str) -> Error {
    Error::new(ErrorCode::InvalidInput, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(properties: &[(&str, &str)], expect: Result<bool, &str>) {
        let properties = properties
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        match (update(&properties), expect) {
            (Ok(update), Ok(expect)) => assert_eq!(update.role_manager_enabled, Some(expect)),
            (Err(error), Err(expect)) => {
                assert_eq!(error.code, ErrorCode::InvalidInput);
                assert!(error.message.contains(expect), "{}", error.message);
            }
            (update, _) => panic!("{properties:?}: {update:?}"),
        }
    }

    #[test]
    fn properties_are_known_and_of_their_types() {
        check(&[("RoleManager/Enabled", "true")], Ok(true));
        check(&[("RoleManager/Enabled", "false")], Ok(false));
        check(&[("RoleManager/Enabled", "True")], Err("true or false"));
        check(&[("RoleManager/enabled", "true")], Err("does not exist"));
        check(&[], Err("At least one"));
        for key in ["RoleManager", "RoleManager/", "RoleManager/a/b", "A//"] {
            check(&[(key, "true")], Err("Namespace/PropertyName"));
        }
        let two = [
            ("RoleManager/Enabled", "true"),
            ("Sessions/Enabled", "true"),
        ];
        check(&two, Err("same namespace"));
    }
}
