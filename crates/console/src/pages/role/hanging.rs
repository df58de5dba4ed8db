//! What has to go before a role can be deleted.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use crate::{
    pages::{deletion::Found, removal::Removal},
    visitor::Visit,
};

/// What hangs on a role, but for its policies.
///
/// SOURCE: IAM API Reference, `DeleteRole`: what has to be removed before.
pub(crate) async fn hanging<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, role: &str) -> Found {
    let mut found = Found::default();
    let members = [("RoleName", role), ("MaxItems", "1000")];
    let profiles = visit
        .ask::<iam::ListInstanceProfilesForRole>(&members)
        .await;
    found.add(visit, profiles, |listed| {
        let profiles = listed.instance_profiles.into_iter();
        let removal = |profile: iam::InstanceProfile| Removal::InstanceProfile {
            role: role.to_owned(),
            profile: profile.instance_profile_name,
        };
        profiles.map(removal).collect()
    });
    found
}
