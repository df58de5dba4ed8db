//! Documents by chance.

use super::{
    chance::Chance,
    words::{
        ACTIONS, AWS_NAMES, Class, KEYS, Key, OTHER_NAMES, RESOURCES, Target, UNKNOWN_OPERATORS,
    },
};
use crate::condition::{Name, Operator, Qualifier};

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Attached to the caller, or a service control policy
    Caller,
    /// The resource's policy, a key's policy
    Resource,
    /// A role's trust policy
    Trust,
    /// A resource control policy or an endpoint's policy
    Guard,
}

/// How documents of one set come out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taste {
    /// How many of a hundred statements deny
    pub(super) deny: usize,
    /// How many have conditions
    pub(super) condition: usize,
    /// How many documents have something wrong
    pub(super) odd: usize,
    /// How many elements match everything
    pub(super) everything: usize,
    /// How many resources are special patterns
    pub(super) special: usize,
}

/// Writes documents around some targets, and remembers which keys they ask about.
pub(super) struct Drafter<'a> {
    pub(super) chance: &'a mut Chance,
    pub(super) targets: &'a [&'static Target],
    /// Names that principals should rather have
    pub(super) names: &'a [&'static str],
    pub(super) taste: Taste,
    pub(super) keys: Vec<&'static Key>,
}

impl Drafter<'_> {
    /// Some documents, at least one.
    pub(super) fn documents(&mut self, place: Place, most: usize) -> Vec<String> {
        (0..=self.chance.below(most))
            .map(|_| self.document(place))
            .collect()
    }

    /// One document.
    pub(super) fn document(&mut self, place: Place) -> String {
        let version = match self.chance.below(20) {
            0 => r#""Version":"2008-10-17","#,
            1 => "",
            _ => r#""Version":"2012-10-17","#,
        };
        let count = match self.chance.below(10) {
            0..4 => 1,
            4..8 => 2,
            _ => 4,
        };
        let statements: Vec<String> = (0..count).map(|_| self.statement(place)).collect();
        let mut text = match statements.as_slice() {
            [only] if self.chance.percent(40) => format!(r#"{{{version}"Statement":{only}}}"#),
            _ => format!(r#"{{{version}"Statement":[{}]}}"#, statements.join(",")),
        };
        if self.chance.percent(self.taste.odd) {
            text = self.spoil(&text);
        }
        text
    }

    fn statement(&mut self, place: Place) -> String {
        let effect = if self.chance.percent(self.taste.deny) {
            "Deny"
        } else {
            "Allow"
        };
        let mut elements = vec![format!(r#""Effect":"{effect}""#)];
        match place {
            Place::Caller => {}
            Place::Guard if self.chance.percent(50) => {}
            Place::Guard | Place::Resource | Place::Trust => elements.push(self.principal(place)),
        }
        elements.push(self.actions());
        if place != Place::Trust {
            elements.push(self.resources());
        }
        if self.chance.percent(self.taste.condition) {
            elements.push(format!(r#""Condition":{}"#, self.condition()));
        }
        format!("{{{}}}", elements.join(","))
    }

    fn principal(&mut self, place: Place) -> String {
        let complement = if place == Place::Trust { 3 } else { 12 };
        let name = if self.chance.percent(complement) {
            "NotPrincipal"
        } else {
            "Principal"
        };
        if self.chance.percent(12) {
            return format!(r#""{name}":"*""#);
        }
        let mut kinds = Vec::new();
        if self.chance.percent(85) {
            let count = 1 + self.chance.below(3);
            let entries: Vec<String> = (0..count)
                .map(|_| format!(r#""{}""#, self.name()))
                .collect();
            kinds.push(format!(r#""AWS":{}"#, list(&entries)));
        }
        if (kinds.is_empty() || self.chance.percent(25))
            && let Some((kind, name)) = self.chance.one(OTHER_NAMES)
        {
            kinds.push(format!(r#""{kind}":"{name}""#));
        }
        format!(r#""{name}":{{{}}}"#, kinds.join(","))
    }

    fn name(&mut self) -> &'static str {
        if !self.names.is_empty() && self.chance.percent(70) {
            self.chance.word(self.names)
        } else {
            self.chance.word(AWS_NAMES)
        }
    }

    fn actions(&mut self) -> String {
        let name = if self.chance.percent(12) {
            "NotAction"
        } else {
            "Action"
        };
        let count = 1 + self.chance.below(2);
        let patterns: Vec<String> = (0..count)
            .map(|_| format!(r#""{}""#, self.action()))
            .collect();
        format!(r#""{name}":{}"#, list(&patterns))
    }

    fn action(&mut self) -> String {
        let own = self
            .chance
            .one(self.targets)
            .map_or("", |target| target.action);
        match self.chance.below(100) {
            number if number < self.taste.everything => "*".to_owned(),
            number if number % 4 == 0 => self.chance.word(ACTIONS).to_owned(),
            number if number % 16 == 2 => {
                let (service, name) = own.split_once(':').unwrap_or_default();
                format!("{service}:{}", self.altered(name))
            }
            number if number % 4 == 1 => own
                .split_once(':')
                .map_or_else(String::new, |(service, _)| format!("{service}:*")),
            _ => own.to_owned(),
        }
    }

    fn resources(&mut self) -> String {
        let name = if self.chance.percent(10) {
            "NotResource"
        } else {
            "Resource"
        };
        let count = 1 + self.chance.below(2);
        let patterns: Vec<String> = (0..count)
            .map(|_| format!(r#""{}""#, self.resource()))
            .collect();
        format!(r#""{name}":{}"#, list(&patterns))
    }

    fn resource(&mut self) -> String {
        let own = self
            .chance
            .one(self.targets)
            .map_or("", |target| target.resource);
        let percent = self.chance.below(100);
        if percent < self.taste.everything || own.is_empty() {
            return "*".to_owned();
        }
        if percent < self.taste.everything + self.taste.special {
            return self.chance.word(RESOURCES).to_owned();
        }
        let parts: Vec<&str> = own.splitn(6, ':').collect();
        let kept = |count: usize| {
            parts
                .iter()
                .take(count)
                .copied()
                .collect::<Vec<_>>()
                .join(":")
        };
        match self.chance.below(12) {
            8..11 => self.altered(own),
            0 => format!("{}:*", kept(3)),
            1 => format!("{}*", kept(3)),
            2 => kept(4),
            3 => format!("{}:*", kept(5)),
            4 => format!("{own}*"),
            5 => own.to_uppercase(),
            6 => format!("{}?", own.get(..own.len() - 1).unwrap_or_default()),
            7 => own.replace("alice", "${aws:username}"),
            _ => own.to_owned(),
        }
    }

    /// The text with some characters changed to wildcards, left out or doubled.
    fn altered(&mut self, text: &str) -> String {
        let mut characters: Vec<String> = text.chars().map(String::from).collect();
        for _ in 0..=self.chance.below(3) {
            let at = self.chance.below(characters.len());
            let by = self.chance.word(&["*", "*", "?", "", "**", "*?", "a", ":"]);
            if let Some(character) = characters.get_mut(at) {
                by.clone_into(character);
            }
        }
        characters.concat()
    }

    /// The value of a condition element.
    pub(super) fn condition(&mut self) -> String {
        let mut operators: Vec<(String, String)> = Vec::new();
        for _ in 0..=self.chance.below(2) {
            let (name, keys) = self.operator();
            if operators.iter().all(|(known, _)| *known != name) {
                operators.push((name, keys));
            }
        }
        let members: Vec<String> = operators
            .iter()
            .map(|(name, keys)| format!(r#""{name}":{keys}"#))
            .collect();
        format!("{{{}}}", members.join(","))
    }

    fn operator(&mut self) -> (String, String) {
        let unknown = self.chance.percent(2);
        let names = Name::all();
        let name = self.chance.one(&names).copied();
        let text = match name {
            Some(name) if !unknown => name.to_string(),
            _ => self.chance.word(UNKNOWN_OPERATORS).to_owned(),
        };
        if self.chance.percent(2) {
            return (text, "{}".to_owned());
        }
        let operator = name.map_or(Operator::Null, |name| name.operator);
        let is_plain = name.is_none_or(|name| name.qualifier == Qualifier::Plain);
        let mut members: Vec<(&'static str, String)> = Vec::new();
        for _ in 0..=usize::from(self.chance.percent(20)) {
            let Some(key) = self.key_for(operator) else {
                continue;
            };
            let name = self.chance.word(key.names);
            if members
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name))
            {
                continue;
            }
            let count = match self.chance.below(20) {
                0 => 0,
                1..6 => 2,
                6..9 if !is_plain => 3,
                _ => 1,
            };
            let values: Vec<String> = (0..count).map(|_| self.asked(operator, key)).collect();
            members.push((name, list(&values)));
            self.keys.push(key);
        }
        let members: Vec<String> = members
            .iter()
            .map(|(name, values)| format!(r#""{name}":{values}"#))
            .collect();
        (text, format!("{{{}}}", members.join(",")))
    }

    fn asked(&mut self, operator: Operator, key: &Key) -> String {
        if operator == Operator::Null && self.chance.percent(95) {
            let words = [r#""true""#, r#""false""#, "true", "false", r#""TRUE""#];
            return self.chance.word(&words).to_owned();
        }
        self.chance.word(key.asked).to_owned()
    }

    fn key_for(&mut self, operator: Operator) -> Option<&'static Key> {
        let class = class_of(operator);
        let fitting: Vec<&'static Key> = KEYS
            .iter()
            .filter(|key| class.is_none_or(|class| key.class == class))
            .collect();
        if self.chance.percent(6) {
            self.chance.one(KEYS)
        } else {
            self.chance.one(&fitting).copied()
        }
    }

    /// Puts something wrong into a document.
    fn spoil(&mut self, text: &str) -> String {
        const CHANGES: &[(&str, &str)] = &[
            (r#""Effect":"Allow""#, r#""Effect":"allow""#),
            (r#""Effect":"Deny""#, r#""Effect":"denY""#),
            (r#""Effect":"Deny""#, r#""Effect":"Refuse""#),
            (r#""Effect":"Allow","#, ""),
            (r#""Effect":"Allow""#, r#""Effect":"Allow","Effect":"Deny""#),
            (r#""Effect":"Allow""#, r#""Effect":"Allow","Principal":"*""#),
            (
                r#""Effect":"Deny""#,
                r#""Effect":"Deny","Principal":{"AWS":"AIDANOBODY"}"#,
            ),
            (r#""Effect":"Allow""#, r#""Effect":"Allow","Extra":1"#),
            (r#""Effect""#, r#""effect""#),
            (r#""Effect":"Allow""#, r#""Effect":"Allow","Sid":7"#),
            (r#""Effect":"Allow""#, r#""Effect":"Allow","Sid":"One""#),
            (r#""2012-10-17""#, r#""2012-10-18""#),
            (r#""Version""#, r#""Id":"x","Version""#),
            (r#""Statement""#, r#""Statements":1,"Statement""#),
            (r#""Action":"*","#, ""),
            (r#""Action":"*""#, r#""Action":[]"#),
            (r#""Action":"*""#, r#""Action":"*","NotAction":"x:y""#),
            (r#""Action":"*""#, r#""NotAction":[]"#),
            (r#""Resource":"*""#, r#""NotResource":[]"#),
            (r#""Action":"*""#, r#""Action":7"#),
            (r#""Action":"*""#, r#""Action":"*","Action":"x:y""#),
            (r#","Resource":"*""#, ""),
            (r#""Resource":"*""#, r#""Resource":[]"#),
            (r#""Resource":"*""#, r#""Resource":null"#),
            (r#""Resource":"*""#, r#""Resource":"*","NotResource":"*""#),
            (
                r#""Condition":{"#,
                r#""Condition":{"Null":{"a:b":"true","a:b":"false"},"#,
            ),
            (r#""Condition":{"#, r#""Condition":{"Unheard":{},"#),
            (r#""Condition":{"#, r#""Condition":{"Unheard":{"a:b":"c"},"#),
            (r#""Condition":{"#, r#""Condition":{"Bool":[],"#),
            (r#""Action":"*""#, r#""Action":"*","\u0041ction":"x:y""#),
            (r#""Action":"*""#, r#""Action":"\u002a""#),
            (r#""Principal":"*""#, r#""Principal":{"AWS":[]}"#),
            (r#""Principal":"*""#, r#""Principal":{}"#),
            (r#""Principal":"*""#, r#""Principal":"111122223333""#),
            (r#""Principal":"*""#, r#""Principal":["*"]"#),
            (r#""Principal":"*""#, r#""Principal":{"*":"*"}"#),
            (r#""Principal":"*""#, r#""Principal":{"Service":"*"}"#),
            (r#""Principal":"*""#, r#""Principal":{"Federated":"*"}"#),
            (r#""Principal":"*""#, r#""Principal":{"CanonicalUser":"*"}"#),
            (r#""Principal":"*","#, ""),
        ];
        let fitting: Vec<&(&str, &str)> = CHANGES
            .iter()
            .filter(|(from, _)| text.contains(from))
            .collect();
        match self.chance.one(&fitting) {
            Some((from, to)) => text.replacen(from, to, 1),
            None => text.to_owned(),
        }
    }
}

/// One value, or a list of several or none.
pub(super) fn list(values: &[String]) -> String {
    match values {
        [only] => only.clone(),
        _ => format!("[{}]", values.join(",")),
    }
}

/// What an operator is about; any key suits `Null`.
fn class_of(operator: Operator) -> Option<Class> {
    let name = operator.name();
    [
        ("String", Class::Text),
        ("Numeric", Class::Number),
        ("Date", Class::Moment),
        ("Bool", Class::Truth),
        ("Binary", Class::Bytes),
        ("Ip", Class::Address),
        ("NotIp", Class::Address),
        ("Arn", Class::Arn),
    ]
    .into_iter()
    .find_map(|(start, class)| name.starts_with(start).then_some(class))
}
