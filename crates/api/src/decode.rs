//! From forms to the inputs of operations.

use std::{collections::BTreeMap, fmt};

use iamd_ident::Secret;

use crate::{
    Error, Form, Operation,
    constraint::{List, Map, Number, OneOf, SecretText, Structure, Text, Truth},
    enumeration::Enumeration,
    form::Member,
    violation::{Place, Violations},
};

/// A structure that a request can hold.
pub trait Decode: Sized {
    /// Reads the members of the structure. `None` means that a violation was noted.
    fn decode(source: &mut Source<'_>) -> Option<Self>;
}

/// The input of an operation.
///
/// Members that the operation does not know are ignored, as AWS does.
///
/// # Errors
/// `ValidationError` with every violation of the model in one message, in AWS's words;
/// `MalformedInput` for a number or truth value that is none.
pub fn decode<O: Operation>(form: &Form) -> Result<O::Input, Error> {
    let mut violations = Violations::new(O::ROW.service);
    let node = Node {
        value: None,
        below: form.as_slice(),
        name_bytes: 0,
        place: Place::Root,
    };
    let mut source = Source {
        node,
        violations: &mut violations,
    };
    let input = O::Input::decode(&mut source);
    violations.into_result(input)
}

/// What a form holds at one place, and how to read the kinds of values there.
#[derive(Debug)]
pub struct Source<'a> {
    node: Node<'a>,
    violations: &'a mut Violations,
}

impl Source<'_> {
    /// A member that has to be there.
    pub(crate) fn required<S: Shape>(&mut self, name: &'static str, shape: &S) -> Option<S::Value> {
        let Some(node) = self.node.member(name) else {
            self.violations
                .missing(&Place::Member(&self.node.place, name));
            return None;
        };
        shape.read(&node, self.violations)
    }

    /// A member that may be missing. The outer `None` means that a violation was noted.
    #[expect(
        clippy::option_option,
        reason = "one level for what was read, one for whether it is there"
    )]
    pub(crate) fn optional<S: Shape>(
        &mut self,
        name: &'static str,
        shape: &S,
    ) -> Option<Option<S::Value>> {
        match self.node.member(name) {
            Some(node) => shape.read(&node, self.violations).map(Some),
            None => Some(None),
        }
    }

    /// A list or map that may be missing, which is the same as an empty one.
    pub(crate) fn or_empty<S>(&mut self, name: &'static str, shape: &S) -> Option<S::Value>
    where
        S: Shape,
        S::Value: Default,
    {
        self.optional(name, shape).map(Option::unwrap_or_default)
    }
}

/// A part of a form: what stands below one name.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    /// The value of the name itself.
    value: Option<&'a str>,
    /// The members whose names begin with this name and a dot, in order.
    below: &'a [Member],
    /// How many bytes of those names are already read, the dot included.
    name_bytes: usize,
    place: Place<'a>,
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({})", self.place)
    }
}

impl<'a> Node<'a> {
    /// What stands below the name, if the form has anything there.
    fn member(&'a self, name: &'static str) -> Option<Self> {
        self.child(name, Place::Member(&self.place, name))
    }

    fn child(&self, name: &str, place: Place<'a>) -> Option<Self> {
        let value = self
            .below
            .binary_search_by(|member| member.after(self.name_bytes).cmp(name.as_bytes()))
            .ok()
            .and_then(|found| self.below.get(found))
            .map(|member| member.value.as_str());
        let is_before = |member: &Member| {
            let after = member.after(self.name_bytes).iter().copied();
            after.lt(name.bytes().chain(Some(b'.')))
        };
        let start = self.below.partition_point(is_before);
        let rest = self.below.get(start..).unwrap_or_default();
        let is_within = |member: &Member| {
            let after = member.after(self.name_bytes).strip_prefix(name.as_bytes());
            after.is_some_and(|after| after.first() == Some(&b'.'))
        };
        let end = rest.partition_point(is_within);
        let below = rest.get(..end).unwrap_or_default();
        (value.is_some() || !below.is_empty()).then_some(Self {
            value,
            below,
            name_bytes: self.name_bytes + name.len() + 1,
            place,
        })
    }

    /// The elements `WORD.1`, `WORD.2`, … in the order of their numbers, whichever are there.
    fn elements(&'a self, word: &'static str) -> Vec<Self> {
        let Some(list) = self.child(word, self.place) else {
            return Vec::new();
        };
        let mut elements = Vec::new();
        let mut below = list.below;
        while let Some(first) = below.first() {
            let key = list.first_word(first);
            let same = below
                .iter()
                .take_while(|other| list.first_word(other) == key)
                .count();
            let (group, rest) = below.split_at_checked(same).unwrap_or((below, &[]));
            below = rest;
            let Some(number) = index(key) else { continue };
            let (value, inner) = match group {
                [own, inner @ ..] if own.after(list.name_bytes) == key => (Some(own), inner),
                all => (None, all),
            };
            let element = Self {
                value: value.map(|member| member.value.as_str()),
                below: inner,
                name_bytes: list.name_bytes + key.len() + 1,
                place: self.place,
            };
            elements.push((number, element));
        }
        elements.sort_by_key(|(number, _)| *number);
        elements.into_iter().map(|(_, element)| element).collect()
    }

    /// The word that follows this node's name in the name of a member below it.
    fn first_word<'m>(&self, member: &'m Member) -> &'m [u8] {
        let after = member.after(self.name_bytes);
        after.split(|byte| *byte == b'.').next().unwrap_or_default()
    }

    fn text(&self) -> &'a str {
        self.value.unwrap_or_default()
    }
}

/// The number of an element: decimal, without sign and leading zeros.
fn index(digits: &[u8]) -> Option<u32> {
    let canonical = digits.iter().all(u8::is_ascii_digit)
        && (digits.len() == 1 || digits.first() != Some(&b'0'));
    std::str::from_utf8(digits)
        .ok()
        .filter(|_| canonical)?
        .parse()
        .ok()
}

impl Member {
    /// What of the name follows the first bytes.
    fn after(&self, bytes: usize) -> &[u8] {
        self.name.as_bytes().get(bytes..).unwrap_or_default()
    }
}

/// What the model demands of a value, and how to read one.
pub(crate) trait Shape {
    type Value;

    /// `None` means that a violation was noted.
    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<Self::Value>;
}

impl Shape for Text {
    type Value = String;

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

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<T> {
        T::decode(&mut Source {
            node: *node,
            violations,
        })
    }
}

impl<S: Shape> Shape for List<S> {
    type Value = Vec<S::Value>;

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<Self::Value> {
        let elements = node.elements("member");
        let mut fine = violations.check_count(&node.place, elements.len(), self.min, self.max);
        let mut values = Vec::with_capacity(elements.len());
        for (number, mut element) in (1..).zip(elements) {
            element.place = Place::Element(&node.place, number);
            match self.element.read(&element, violations) {
                Some(value) => values.push(value),
                None => fine = false,
            }
        }
        fine.then_some(values)
    }
}

impl<K: Shape, V: Shape> Shape for Map<K, V>
where
    K::Value: Ord,
{
    type Value = BTreeMap<K::Value, V::Value>;

    fn read(&self, node: &Node<'_>, violations: &mut Violations) -> Option<Self::Value> {
        let entries = node.elements("entry");
        let mut fine = violations.check_count(&node.place, entries.len(), 0, self.max);
        let mut pairs = BTreeMap::new();
        for (number, mut entry) in (1..).zip(entries) {
            entry.place = Place::Entry(&node.place, number);
            let mut source = Source {
                node: entry,
                violations: &mut *violations,
            };
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

impl Decode for () {
    fn decode(_: &mut Source<'_>) -> Option<Self> {
        Some(())
    }
}
