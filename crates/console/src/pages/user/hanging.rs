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
