//! Where in a form a value stands.

use std::fmt;

use crate::{
    Form,
    form::{Member, compare},
    violation::Place,
};

/// A part of a form: what stands below one name.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    /// The value of the name itself.
    pub(crate) value: Option<&'a str>,
    /// The members whose names begin with this name and a dot, in order.
    below: &'a [Member],
    /// How many bytes of those names are already read, the dot included.
    name_bytes: usize,
    pub(crate) place: Place<'a>,
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({})", self.place)
    }
}

impl<'a> Node<'a> {
    /// The whole form.
    pub(crate) fn root(form: &'a Form) -> Self {
        Self {
            value: None,
            below: form.as_slice(),
            name_bytes: 0,
            place: Place::Root,
        }
    }

    /// The value of the name itself, empty if there is none.
    pub(crate) fn text(&self) -> &'a str {
        self.value.unwrap_or_default()
    }

    /// The same, to be called by another place.
    pub(crate) fn at(self, place: Place<'a>) -> Self {
        Self { place, ..self }
    }

    /// What stands below the name, if the form has anything there.
    pub(crate) fn member(&'a self, name: &'static str) -> Option<Self> {
        self.child(name, Place::Member(&self.place, name))
    }

    fn child(&self, name: &str, place: Place<'a>) -> Option<Self> {
        let name = name.as_bytes();
        let is_before = |member: &Member| compare(member.after(self.name_bytes), name).is_lt();
        let rest = self.below.get(self.below.partition_point(is_before)..)?;
        let (own, rest) = match rest {
            [own, rest @ ..] if own.after(self.name_bytes) == name => (Some(own), rest),
            rest => (None, rest),
        };
        let is_below = |member: &Member| {
            let after = member.after(self.name_bytes).strip_prefix(name);
            after.is_some_and(|after| after.first() == Some(&b'.'))
        };
        let below = rest.get(..rest.partition_point(is_below))?;
        (own.is_some() || !below.is_empty()).then_some(Self {
            value: own.map(Member::value),
            below,
            name_bytes: self.name_bytes + name.len() + 1,
            place,
        })
    }

    /// The elements `WORD.1`, `WORD.2`, … in the order of their numbers, whichever are there.
    pub(crate) fn elements(&'a self, word: &'static str) -> Vec<Self> {
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
                value: value.map(Member::value),
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
