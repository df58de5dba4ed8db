//! What policies could grant at all, whatever the request is.

use crate::{
    compile::ActionPattern,
    document::{Document, Effect, Patterns, Statement},
};

/// What some identity policies together could grant: what a statement allows on some resource under
/// some condition, and no statement denies on every resource under all conditions.
///
/// It tells what reports list, and decides nothing: who is granted a service here may still be denied
/// each of its actions.
#[derive(Debug, Default)]
pub struct Reach {
    allows: Vec<Actions>,
    denies: Vec<Actions>,
}

/// The actions of a statement.
#[derive(Debug)]
struct Actions {
    /// `NotAction`.
    negated: bool,
    patterns: Vec<Pattern>,
}

#[derive(Debug)]
struct Pattern {
    whole: ActionPattern,
    /// Of a pattern without a colon, the beginning that ends with its first star.
    stem: Option<ActionPattern>,
    /// The part before the first colon, if there is one.
    vendor: Option<ActionPattern>,
    /// Whether nothing but stars is behind that.
    takes_all: bool,
}

impl Reach {
    /// What these documents could grant together.
    pub fn of<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Self {
        let mut reach = Self::default();
        for document in documents {
            for statement in &document.statements {
                reach.add(&statement.value);
            }
        }
        reach
    }

    /// Whether this action could be granted, whatever its case.
    pub fn action(&self, action: &str) -> bool {
        let action = action.to_ascii_lowercase();
        let of = |actions: &[Actions]| actions.iter().any(|each| each.matches(&action));
        of(&self.allows) && !of(&self.denies)
    }

    /// Whether some action of the service with this namespace, known or not, could be granted.
    pub fn service(&self, namespace: &str) -> bool {
        let prefix = format!("{}:", namespace.to_ascii_lowercase());
        let is_allowed = self.allows.iter().any(|each| each.touches(&prefix));
        is_allowed && !self.denies.iter().any(|each| each.covers(&prefix))
    }

    /// SECURITY: what cannot be understood never allows.
    fn add(&mut self, statement: &Statement) {
        let Some(action) = &statement.action else {
            return;
        };
        let actions = Actions::new(&action.value);
        match statement.effect.value.effect {
            Effect::Allow if statement.effect.value.is_exact() => self.allows.push(actions),
            Effect::Deny if is_unlimited(statement) => self.denies.push(actions),
            Effect::Allow | Effect::Deny => {}
        }
    }
}

/// Whether a statement means every resource, under no condition.
fn is_unlimited(statement: &Statement) -> bool {
    let condition = statement.condition.as_ref();
    let resource = statement.resource.as_ref();
    let is_any = |patterns: &Patterns| {
        !patterns.negated && patterns.values.iter().any(|value| &*value.value == "*")
    };
    condition.is_none_or(|block| block.value.is_empty())
        && resource.is_some_and(|resource| is_any(&resource.value))
}

impl Actions {
    fn new(patterns: &Patterns) -> Self {
        let texts = patterns.values.iter();
        Self {
            negated: patterns.negated,
            patterns: texts.map(|text| Pattern::new(&text.value)).collect(),
        }
    }

    /// Without a value the element matches nothing, and its complement neither.
    fn matches(&self, action: &str) -> bool {
        let found = self.patterns.iter().any(|each| each.whole.matches(action));
        !self.patterns.is_empty() && found != self.negated
    }

    /// Whether some action of a service is meant. `prefix` is its namespace with the colon.
    fn touches(&self, prefix: &str) -> bool {
        if self.negated {
            return !self.patterns.is_empty()
                && !self.patterns.iter().any(|each| each.covers(prefix));
        }
        self.patterns.iter().any(|each| each.touches(prefix))
    }

    /// Whether every action of a service is meant.
    fn covers(&self, prefix: &str) -> bool {
        if self.negated {
            return !self.patterns.is_empty()
                && !self.patterns.iter().any(|each| each.touches(prefix));
        }
        self.patterns.iter().any(|each| each.covers(prefix))
    }
}

impl Pattern {
    fn new(text: &str) -> Self {
        let split = text.split_once(':');
        let rest = split.map(|(_, rest)| rest);
        let stem = match split {
            Some(_) => None,
            None => text.find('*').and_then(|star| text.get(..=star)),
        };
        Self {
            whole: ActionPattern::new(text),
            stem: stem.map(ActionPattern::new),
            vendor: split.map(|(vendor, _)| ActionPattern::new(vendor)),
            takes_all: rest.map_or(text.ends_with('*'), |rest| {
                !rest.is_empty() && rest.bytes().all(|byte| byte == b'*')
            }),
        }
    }

    fn touches(&self, prefix: &str) -> bool {
        match &self.vendor {
            Some(vendor) => vendor.matches(prefix.trim_end_matches(':')),
            None => self.stem.as_ref().is_some_and(|stem| stem.matches(prefix)),
        }
    }

    fn covers(&self, prefix: &str) -> bool {
        self.takes_all
            && match &self.vendor {
                Some(_) => self.touches(prefix),
                None => self.whole.matches(prefix),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(statements: &[&str]) -> Reach {
        let documents: Vec<Document> = statements
            .iter()
            .map(|statement| Document::parse(&format!(r#"{{"Statement": {statement}}}"#)).unwrap())
            .collect();
        Reach::of(&documents)
    }

    fn allow(rest: &str) -> String {
        format!(r#"{{"Effect": "Allow", "Resource": "*", {rest}}}"#)
    }

    fn deny(rest: &str) -> String {
        format!(r#"{{"Effect": "Deny", {rest}}}"#)
    }

    #[track_caller]
    fn check_services(statements: &[&str], expect: [bool; 3]) {
        let reach = reach(statements);
        let found = ["iam", "s3", "sqs"].map(|namespace| reach.service(namespace));
        assert_eq!(found, expect, "{statements:?}");
    }

    #[test]
    fn a_service_is_granted_by_any_pattern_that_meets_it() {
        for (action, expect) in [
            (r#""*""#, [true; 3]),
            (r#""s3:GetObject""#, [false, true, false]),
            (r#""S3:Get*""#, [false, true, false]),
            (r#""s*:Get*""#, [false, true, true]),
            (r#""*:*""#, [true; 3]),
            (r#""s3*""#, [false, true, false]),
            (r#""s*""#, [false, true, true]),
            (r#""s3:""#, [false, true, false]),
            (r#""s3""#, [false; 3]),
            (r#"["iam:NoSuchAction", "sqs:*"]"#, [true, false, true]),
            ("[]", [false; 3]),
        ] {
            check_services(&[&allow(&format!(r#""Action": {action}"#))], expect);
        }
    }

    #[test]
    fn a_complement_grants_what_it_does_not_wholly_name() {
        for (action, expect) in [
            (r#""s3:*""#, [true, false, true]),
            (r#""s3:Get*""#, [true, true, true]),
            (r#"["s3:*", "iam:*"]"#, [false, false, true]),
            (r#""s*""#, [true, false, false]),
            (r#""*""#, [false; 3]),
            ("[]", [false; 3]),
        ] {
            check_services(&[&allow(&format!(r#""NotAction": {action}"#))], expect);
        }
    }

    #[test]
    fn a_service_that_is_denied_as_a_whole_is_not_granted() {
        let all = allow(r#""Action": "*""#);
        for (rest, expect) in [
            (r#""Action": "s3:*", "Resource": "*""#, [true, false, true]),
            (
                r#""NotAction": "iam:*", "Resource": "*""#,
                [true, false, false],
            ),
            (r#""Action": "s3:Get*", "Resource": "*""#, [true; 3]),
            (
                r#""Action": "s3:*", "Resource": "arn:aws:s3:::a/*""#,
                [true; 3],
            ),
            (r#""Action": "s3:*", "NotResource": "*""#, [true; 3]),
            (
                r#""Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}"#,
                [true; 3],
            ),
        ] {
            check_services(&[&all, &deny(rest)], expect);
        }
    }

    #[test]
    fn a_statement_whose_effect_is_not_understood_grants_nothing() {
        check_services(
            &[r#"{"Effect": "ALLOW", "Action": "*", "Resource": "*"}"#],
            [false; 3],
        );
    }

    #[test]
    fn an_action_is_granted_if_nothing_denies_it_everywhere() {
        let get = deny(r#""Action": "iam:Get*", "Resource": "*""#);
        let reach = reach(&[&allow(r#""NotAction": "s3:*""#), &get]);
        for (action, expect) in [
            ("iam:ListUsers", true),
            ("iam:GetUser", false),
            ("IAM:listusers", true),
            ("s3:GetObject", false),
        ] {
            assert_eq!(reach.action(action), expect, "{action}");
        }
    }
}
