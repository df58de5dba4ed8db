//! Deleting users, groups and roles.

use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{Holder, HolderKind};
use crate::{
    pages::{
        deletion::{Deletable, Found, Question},
        group, groups, role, roles, user, users,
    },
    visitor::Visit,
};

impl Deletable for Holder {
    fn question<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Question {
        let texts = visit.texts();
        let (title, lead) = match self.kind {
            HolderKind::User => (texts.users.delete_title, texts.users.delete_lead),
            HolderKind::Group => (texts.groups.delete_title, texts.groups.delete_lead),
            HolderKind::Role => (texts.roles.delete_title, texts.roles.delete_lead),
        };
        Question {
            page: self.page_below(visit, title),
            lead,
            subject: self.name.clone(),
            action: self.path(&["delete"]),
            back: self.path(&[]),
        }
    }

    async fn found<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Found {
        let mut found = match self.kind {
            HolderKind::User => user::hanging(visit, &self.name).await,
            HolderKind::Group => group::hanging(visit, &self.name).await,
            HolderKind::Role => role::hanging(visit, &self.name).await,
        };
        found.add_policies(visit, self).await;
        found
    }

    async fn delete<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Result<(), Refused> {
        self.delete_itself(visit, &[]).await
    }

    fn gone(&self) -> (&'static str, &'static str, &str) {
        let (list, code) = match self.kind {
            HolderKind::User => (users::LIST, "user-deleted"),
            HolderKind::Group => (groups::LIST, "group-deleted"),
            HolderKind::Role => (roles::LIST, "role-deleted"),
        };
        (list, code, &self.name)
    }
}
