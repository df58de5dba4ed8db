//! Requests against a set of policies.

use super::{
    chance::Chance,
    set::Set,
    words::{KEYS, Key, OVERRIDES, Person, Target},
};
use crate::caller::CallerKind;

impl Set {
    /// One question about the set.
    pub(super) fn question(&self, chance: &mut Chance) -> String {
        let (Some(person), Some(target)) = (
            chance.one(&self.people).copied(),
            chance.one(&self.targets).copied(),
        ) else {
            return String::new();
        };
        let mut request = vec![
            format!(r#""principal":{}"#, person.principal),
            format!(r#""action":"{}""#, target.action),
        ];
        request.push(format!(r#""resource":{}"#, resource(target)));
        request.push(format!(r#""context":{{{}}}"#, self.context(chance, person)));
        let beside = beside(chance, person, &mut request);
        let policies = self.policies(chance, person);
        let request = request.join(",");
        format!(r#"{{"id":1,"request":{{{request}}},"policies":{{{policies}}}{beside}}}"#)
    }

    fn policies(&self, chance: &mut Chance, person: &Person) -> String {
        let mut layers = Vec::new();
        let keep = |chance: &mut Chance| !chance.percent(self.left_out);
        let list = |documents: &[String]| format!("[{}]", documents.join(","));
        let levels = |levels: &[Vec<String>]| {
            let levels: Vec<String> = levels.iter().map(|level| list(level)).collect();
            format!("[{}]", levels.join(","))
        };
        let issued_by_root = person.issuer.contains(":root");
        let is_session = matches!(
            person.kind,
            CallerKind::RoleSession | CallerKind::FederatedUser
        );
        // No policies can be attached to a root user, and a user's session has none; but a question
        // may say so.
        let own_layers = person.kind != CallerKind::Root && !issued_by_root;
        if keep(chance) && (own_layers || chance.percent(10)) {
            layers.push(format!(r#""identity":{}"#, list(&self.identity)));
            if keep(chance) {
                layers.push(format!(r#""boundary":{}"#, list(&self.boundary)));
            }
        }
        let may_have_session = person.kind != CallerKind::Root && chance.percent(10);
        if keep(chance) && (is_session || may_have_session) {
            layers.push(format!(r#""session":{}"#, list(&self.session)));
        }
        if keep(chance) {
            layers.push(format!(
                r#""resource":{}"#,
                self.resource.as_deref().unwrap_or("null")
            ));
        }
        if keep(chance) && !self.scp.is_empty() {
            layers.push(format!(r#""scp":{}"#, levels(&self.scp)));
        }
        if keep(chance) && !self.rcp.is_empty() {
            layers.push(format!(r#""rcp":{}"#, levels(&self.rcp)));
        }
        if keep(chance) && !self.endpoint.is_empty() {
            layers.push(format!(r#""endpoint":{}"#, list(&self.endpoint)));
        }
        layers.join(",")
    }

    fn context(&self, chance: &mut Chance, person: &Person) -> String {
        let mut members: Vec<(&str, String)> = Vec::new();
        for (name, value) in person.context {
            // Without it the role's path and the unique id are not known.
            if chance.percent(92) {
                members.push((name, (*value).to_owned()));
            }
        }
        if chance.percent(6) {
            let (name, value) = chance.one(OVERRIDES).copied().unwrap_or_default();
            if members
                .iter()
                .all(|(known, _)| !known.eq_ignore_ascii_case(name))
            {
                members.push((name, value.to_owned()));
            }
        }
        let mut keys: Vec<&'static Key> = self.keys.clone();
        for _ in 0..2 {
            keys.extend(chance.one(KEYS));
        }
        for key in keys {
            let name = chance.word(key.names);
            let is_new = members
                .iter()
                .all(|(known, _)| !known.eq_ignore_ascii_case(name));
            if key.said.is_empty() || !is_new || chance.percent(25) {
                continue;
            }
            members.push((name, said(chance, key)));
        }
        let members: Vec<String> = members
            .iter()
            .map(|(name, value)| format!(r#""{name}":{value}"#))
            .collect();
        members.join(",")
    }
}

fn said(chance: &mut Chance, key: &Key) -> String {
    if chance.percent(55) {
        return chance.word(key.said).to_owned();
    }
    let count = chance.below(4);
    let values: Vec<&str> = (0..count).map(|_| chance.word(key.said)).collect();
    format!("[{}]", values.join(","))
}

fn resource(target: &Target) -> String {
    let Target {
        resource, account, ..
    } = target;
    if account.is_empty() {
        format!(r#"{{"arn":"{resource}"}}"#)
    } else {
        format!(r#"{{"arn":"{resource}","account":"{account}"}}"#)
    }
}

/// What an ARN cannot say, within the request or beside it.
fn beside(chance: &mut Chance, person: &Person, request: &mut Vec<String>) -> String {
    let mut members = Vec::new();
    if !person.issuer.is_empty() && chance.percent(90) {
        members.push(format!(r#""issuer":{}"#, person.issuer));
    }
    if chance.percent(8) {
        members.push(r#""management":true"#.to_owned());
    }
    if chance.percent(50) {
        request.extend(members);
        return String::new();
    }
    members
        .into_iter()
        .flat_map(|member| [",".to_owned(), member])
        .collect()
}
