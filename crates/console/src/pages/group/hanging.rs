//! What has to go before a group can be deleted.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use crate::{
    pages::{deletion::Found, removal::Removal},
    visitor::Visit,
};

/// What hangs on a group, but for its policies. Of very many members the first thousand are found.
///
/// SOURCE: IAM API Reference, `DeleteGroup`: a group with members or policies is not deleted.
pub(crate) async fn hanging<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, group: &str) -> Found {
    let mut found = Found::default();
    let members = [("GroupName", group), ("MaxItems", "1000")];
    let told = visit.ask::<iam::GetGroup>(&members).await;
    found.add(visit, told, |told| {
        let removal = |user| Removal::Member {
            group: group.to_owned(),
            user,
        };
        let names = told.users.into_iter().filter_map(|user| user.user_name);
        names.map(removal).collect()
    });
    found
}
