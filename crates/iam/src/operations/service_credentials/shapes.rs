//! How service-specific credentials are told.
//!
//! SOURCE: observed: a name and a password have other members than an API key.

use iamd_api::iam::{ServiceSpecificCredential, ServiceSpecificCredentialMetadata, StatusType};
use iamd_directory::{NewServiceCredential, ServiceCredential, ServiceCredentialStatus};

/// A credential with its secret.
pub(super) fn whole(new: NewServiceCredential) -> ServiceSpecificCredential {
    let is_api_key = new.credential.service.key_prefix().is_some();
    let (password, key) = if is_api_key {
        (None, Some(new.secret))
    } else {
        (Some(new.secret), None)
    };
    let told = metadata(new.credential);
    ServiceSpecificCredential {
        create_date: told.create_date,
        expiration_date: told.expiration_date,
        service_name: told.service_name,
        service_user_name: told.service_user_name,
        service_password: password,
        service_credential_alias: told.service_credential_alias,
        service_credential_secret: key,
        service_specific_credential_id: told.service_specific_credential_id,
        user_name: told.user_name,
        status: told.status,
    }
}

/// A credential, as lists tell it.
pub(super) fn metadata(credential: ServiceCredential) -> ServiceSpecificCredentialMetadata {
    let is_api_key = credential.service.key_prefix().is_some();
    let (user_name, alias) = if is_api_key {
        (None, Some(credential.login))
    } else {
        (Some(credential.login), None)
    };
    ServiceSpecificCredentialMetadata {
        user_name: credential.user_name.to_string(),
        status: match credential.status {
            ServiceCredentialStatus::Active => StatusType::Active,
            ServiceCredentialStatus::Inactive => StatusType::Inactive,
            ServiceCredentialStatus::Expired => StatusType::Expired,
        },
        service_user_name: user_name,
        service_credential_alias: alias,
        create_date: credential.created,
        expiration_date: credential.expires,
        service_specific_credential_id: credential.id.to_string(),
        service_name: credential.service.as_str().to_owned(),
    }
}
