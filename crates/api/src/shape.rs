//! Reading values of each kind.

use std::collections::BTreeMap;

use iamd_ident::Secret;

use crate::{
    Decode, Enumeration, Source,
    constraint::{List, Map, Number, OneOf, SecretText, Structure, Text, Truth},
    node::Node,
    violation::{Place, Violations, demand_among},
};

/// What the model demands of a value, and how to read one.
pub(crate) trait Shape {
    type Value;

    /// Whether a list reports what is wrong with such elements at its own place.
    const REPORTED_BY_LIST: bool = false;

    /// The demands in words, for lists that report them.
    fn demands(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether the form has such a value here.
    fn is_there(node: &Node<'_>) -> bool {
        node.value.is_some()
    }

    /// `None` means that a violation was noted.
    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<Self::Value>;
}

impl Shape for Text {
    type Value = String;

    const REPORTED_BY_LIST: bool = true;

    fn demands(&self) -> Vec<String> {
        let max = (self.max < usize::MAX)
            .then(|| format!("have length less than or equal to {}", self.max));
        let min =
            (self.min > 0).then(|| format!("have length greater than or equal to {}", self.min));
        let pattern = self
            .pattern
            .map(|pattern| format!("satisfy regular expression pattern: {}", pattern.shown));
        max.into_iter().chain(min).chain(pattern).collect()
    }

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<String> {
        let text = node.text();
        let fine = violations.check_text(&node.place, text, self, Some(text));
        fine.then(|| text.to_owned())
    }
}

impl Shape for SecretText {
    type Value = Secret<String>;

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<Secret<String>> {
        let text = node.text();
        let fine = violations.check_text(&node.place, text, &self.0, None);
        fine.then(|| Secret::new(text.to_owned()))
    }
}

impl Shape for Number {
    type Value = i32;

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<i32> {
        let Ok(number) = node.text().parse() else {
            violations.malformed(&node.place, "an integer");
            return None;
        };
        violations
            .check_number(&node.place, number, self)
            .then_some(number)
    }
}

impl Shape for Truth {
    type Value = bool;

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<bool> {
        let text = node.text();
        let value = [("true", true), ("false", false)]
            .into_iter()
            .find(|(name, _)| text.eq_ignore_ascii_case(name))
            .map(|(_, value)| value);
        if value.is_none() {
            violations.malformed(&node.place, "true or false");
        }
        value
    }
}

impl<E: Enumeration> Shape for OneOf<E> {
    type Value = E;

    const REPORTED_BY_LIST: bool = true;

    fn demands(&self) -> Vec<String> {
        vec![demand_among(E::NAMES)]
    }

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<E> {
        let value = E::named(node.text());
        if value.is_none() {
            violations.not_among(&node.place, node.text(), E::NAMES);
        }
        value
    }
}

impl<T: Decode> Shape for Structure<T> {
    type Value = T;

    fn is_there(_: &Node<'_>) -> bool {
        true
    }

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<T> {
        T::decode(&mut Source::new(*node, violations))
    }
}

impl<S: Shape> Shape for List<S> {
    type Value = Vec<S::Value>;

    fn is_there(_: &Node<'_>) -> bool {
        true
    }

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<Self::Value> {
        let mut elements = node.elements("member");
        elements.retain(S::is_there);
        let mut fine = violations.check_count(&node.place, elements.len(), self.min, self.max);
        let mut values = Vec::with_capacity(elements.len());
        let mut apart = violations.apart();
        for (number, element) in (1..).zip(&elements) {
            let element = element.at(Place::Element(&node.place, number));
            let noted = if S::REPORTED_BY_LIST {
                &mut apart
            } else {
                &mut *violations
            };
            match self.element.read(&element, noted) {
                Some(value) => values.push(value),
                None => fine = false,
            }
        }
        if !apart.is_empty() {
            let shown: Vec<_> = elements.iter().map(Node::text).collect();
            let mut demands = self.element.demands();
            demands.extend(self.not_null.then(|| "not be null".to_owned()));
            violations.elements(&node.place, &shown, &demands);
        }
        fine.then_some(values)
    }
}

impl<K: Shape, V: Shape> Shape for Map<K, V>
where
    K::Value: Ord,
{
    type Value = BTreeMap<K::Value, V::Value>;

    fn is_there(_: &Node<'_>) -> bool {
        true
    }

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<Self::Value> {
        let entries = node.elements("entry");
        let mut fine = violations.check_count(&node.place, entries.len(), 0, self.max);
        let mut pairs = BTreeMap::new();
        for (number, entry) in (1..).zip(entries) {
            let entry = entry.at(Place::Entry(&node.place, number));
            let mut source = Source::new(entry, violations);
            let key = source.required("key", self.key);
            let value = source.required("value", self.value);
            match key.zip(value) {
                Some((key, value)) => {
                    pairs.insert(key, value);
                }
                None => fine = false,
            }
        }
        fine.then_some(pairs)
    }
}
