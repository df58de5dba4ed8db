//! What has to go before a user can be deleted.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use crate::{
    pages::{deletion::Found, removal::Removal},
    visitor::Visit,
};

/// What hangs on a user, but for its policies.
///
/// SOURCE: IAM API Reference, `DeleteUser`: what has to be deleted by hand before.
pub(crate) async fn hanging<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, user: &str) -> Found {
    let mut found = Found::default();
    let members = [("UserName", user), ("MaxItems", "1000")];
    let profile = visit
        .ask::<iam::GetLoginProfile>(&[("UserName", user)])
        .await;
    found.add_if_there(visit, profile, |_| {
        vec![Removal::Password {
            user: user.to_owned(),
        }]
    });
    let keys = visit.ask::<iam::ListAccessKeys>(&members).await;
    found.add(visit, keys, |listed| {
        let ids = listed.access_key_metadata.into_iter();
        ids.filter_map(|key| key.access_key_id)
            .map(|id| Removal::AccessKey {
                user: user.to_owned(),
                id,
            })
            .collect()
    });
    let devices = visit.ask::<iam::ListMFADevices>(&members).await;
    found.add(visit, devices, |listed| {
        let devices = listed.mfa_devices.into_iter();
        let removal = |device: iam::MFADevice| Removal::MfaDevice {
            user: user.to_owned(),
            serial_number: device.serial_number,
        };
        devices.map(removal).collect()
    });
    add_credentials(&mut found, visit, user).await;
    let groups = visit.ask::<iam::ListGroupsForUser>(&members).await;
    found.add(visit, groups, |listed| {
        let groups = listed.groups.into_iter();
        let removal = |group: iam::Group| Removal::Membership {
            user: user.to_owned(),
            group: group.group_name,
        };
        groups.map(removal).collect()
    });
    found
}

/// SSH public keys, signing certificates and credentials for one service.
async fn add_credentials<P: ConsolePorts, A: Audit>(
    found: &mut Found,
    visit: &Visit<P, A>,
    user: &str,
) {
    let members = [("UserName", user)];
    let keys = visit.ask::<iam::ListSSHPublicKeys>(&members).await;
    found.add(visit, keys, |listed| {
        let keys = listed.ssh_public_keys.into_iter();
        let removal = |key: iam::SSHPublicKeyMetadata| Removal::SshPublicKey {
            user: user.to_owned(),
            id: key.ssh_public_key_id,
        };
        keys.map(removal).collect()
    });
    let certificates = visit.ask::<iam::ListSigningCertificates>(&members).await;
    found.add(visit, certificates, |listed| {
        let certificates = listed.certificates.into_iter();
        let removal = |certificate: iam::SigningCertificate| Removal::SigningCertificate {
            user: user.to_owned(),
            id: certificate.certificate_id,
        };
        certificates.map(removal).collect()
    });
    let credentials = visit
        .ask::<iam::ListServiceSpecificCredentials>(&members)
        .await;
    found.add(visit, credentials, |listed| {
        let credentials = listed.service_specific_credentials.into_iter();
        let removal =
            |credential: iam::ServiceSpecificCredentialMetadata| Removal::ServiceCredential {
                user: user.to_owned(),
                id: credential.service_specific_credential_id,
            };
        credentials.map(removal).collect()
    });
}
