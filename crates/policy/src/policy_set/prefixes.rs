//! Texts, to find those that another text is or begins with.

use std::{iter, ops::Range};

use memchr::memchr;

/// Trees of texts, each text with a value. A tree is known by the number of its root.
///
/// ```text
/// s3: ─┬─ get* ─┬─ object∎        s3:get*, s3:getobject, s3:getbucket*,
///      │        └─ bucket*        s3:putobject
///      └─ putobject∎
/// ```
///
/// INVARIANT: a way down a tree spells one text, and no two children of a node begin alike. So the
/// way that a text takes is the only one, and meets all that the text is or begins with.
#[derive(Debug)]
pub(super) struct Trees<V> {
    nodes: Vec<Node<V>>,
    /// How each node's label begins: those of a node's children side by side.
    firsts: Vec<u8>,
    labels: Vec<u8>,
}

/// A text that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'a> {
    pub(super) text: &'a str,
    /// Whether only this very text is meant, not those that begin with it.
    pub(super) is_whole: bool,
}

#[derive(Debug)]
struct Node<V> {
    /// What stands on the way from its parent to here: a stretch of the labels.
    label: Stretch,
    /// A stretch of the nodes.
    children: Stretch,
    value: Option<V>,
    /// The nearest node above with a value.
    above: Option<u32>,
}

/// Places of a list, from one to behind another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    start: u32,
    end: u32,
}

/// Ends a whole text. It stands in no text of UTF-8.
const END: u8 = 0xff;

impl<V> Default for Trees<V> {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            firsts: Vec::new(),
            labels: Vec::new(),
        }
    }
}

impl<V: Copy> Trees<V> {
    /// Plants a tree of keys that are sorted, each of them once; returns the number of its root.
    pub(super) fn plant(&mut self, sorted: &[(Key<'_>, V)]) -> u32 {
        let root = self.nodes.len();
        // The keys below each node from the root on, and how much of them leads to it.
        let mut nodes = vec![(sorted, 0, None)];
        let mut place = 0;
        while let Some((keys, depth, above)) = nodes.get(place).copied() {
            let valued = Some(number(root + place));
            place += 1;
            let [(first, value), rest @ ..] = keys else {
                continue;
            };
            let common = rest
                .last()
                .map_or(first.len(), |(last, _)| first.common(*last));
            let ends_here = first.len() == common;
            let children = root + nodes.len();
            let below = if ends_here { rest } else { keys };
            let alike = below.chunk_by(|(one, _), (next, _)| one.byte(common) == next.byte(common));
            let nearest = if ends_here { valued } else { above };
            nodes.extend(alike.map(|keys| (keys, common, nearest)));
            let label = self.labels.len();
            first.write(depth..common, &mut self.labels);
            self.firsts.push(first.byte(depth).unwrap_or(END));
            self.nodes.push(Node {
                label: Stretch::of(label..self.labels.len()),
                children: Stretch::of(children..root + nodes.len()),
                value: ends_here.then_some(*value),
                above,
            });
        }
        number(root)
    }

    /// The bytes that the trees take.
    pub(super) fn heap_bytes(&self) -> usize {
        let nodes = self.nodes.capacity() * size_of::<Node<V>>();
        nodes + self.firsts.capacity() + self.labels.capacity()
    }

    /// The values of all keys of a tree that a text is or begins with, the longest key first.
    pub(super) fn matching(&self, root: u32, text: &str) -> impl Iterator<Item = V> + use<'_, V> {
        let mut longest = None;
        let mut rest = text.as_bytes();
        let mut next = self.node(root);
        while let Some(node) = next {
            let Some(behind) = behind(node.label.of_list(&self.labels), rest) else {
                break;
            };
            rest = behind;
            longest = node.value.and(Some(node)).or(longest);
            let first = rest.first().copied().unwrap_or(END);
            let place = memchr(first, node.children.of_list(&self.firsts));
            next = place.and_then(|place| node.children.of_list(&self.nodes).get(place));
        }
        iter::successors(longest, |node| self.node(node.above?)).filter_map(|node| node.value)
    }

    fn node(&self, place: u32) -> Option<&Node<V>> {
        self.nodes.get(place as usize)
    }

    /// Gives back the room that only planting needs.
    pub(super) fn shrink(&mut self) {
        self.nodes.shrink_to_fit();
        self.firsts.shrink_to_fit();
        self.labels.shrink_to_fit();
    }
}

/// What of a text stands behind a label, if the text begins with it.
fn behind<'t>(label: &[u8], text: &'t [u8]) -> Option<&'t [u8]> {
    match label {
        // Comparing nothing would still read from where nothing is, which some processors are slow at.
        [] => Some(text),
        [whole @ .., END] => (whole == text).then_some(&[]),
        _ => text.strip_prefix(label),
    }
}

impl Key<'_> {
    fn len(self) -> usize {
        self.text.len() + usize::from(self.is_whole)
    }

    fn byte(self, place: usize) -> Option<u8> {
        let end = self.is_whole && place == self.text.len();
        end.then_some(END)
            .or_else(|| self.text.as_bytes().get(place).copied())
    }

    fn write(self, range: Range<usize>, bytes: &mut Vec<u8>) {
        let end = range.end.min(self.text.len());
        let text = self.text.as_bytes().get(range.start..end);
        bytes.extend_from_slice(text.unwrap_or_default());
        bytes.extend((range.end > self.text.len()).then_some(END));
    }

    /// How much two different keys have in common.
    fn common(self, other: Self) -> usize {
        let bytes = iter::zip(self.text.bytes(), other.text.bytes());
        bytes.take_while(|(own, other)| own == other).count()
    }
}

impl Stretch {
    pub(super) fn of(range: Range<usize>) -> Self {
        Self {
            start: number(range.start),
            end: number(range.end),
        }
    }

    pub(super) fn of_list<T>(self, list: &[T]) -> &[T] {
        list.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

/// LIMIT: documents are far too short for more.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key((text, is_whole): &(String, bool)) -> Key<'_> {
        Key {
            text,
            is_whole: *is_whole,
        }
    }

    fn matches(key: Key<'_>, text: &str) -> bool {
        if key.is_whole {
            text == key.text
        } else {
            text.starts_with(key.text)
        }
    }

    proptest! {
        #[test]
        fn all_are_found(
            words in prop::collection::btree_set(("[abé]{0,6}", any::<bool>()), 0..40),
            texts in prop::collection::vec("[abé]{0,8}", 20),
        ) {
            let sorted: Vec<(Key<'_>, Key<'_>)> = words.iter().map(|word| (key(word), key(word))).collect();
            let mut trees = Trees::default();
            let _other = trees.plant(&sorted);
            let root = trees.plant(&sorted);
            for text in &texts {
                let expect: Vec<Key<'_>> =
                    words.iter().rev().map(key).filter(|key| matches(*key, text)).collect();
                let found: Vec<Key<'_>> = trees.matching(root, text).collect();
                prop_assert_eq!(found, expect);
            }
        }
    }
}
