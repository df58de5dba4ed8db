//! HTML as a tree, with just enough of selectors.

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink, tree_builder::TreeBuilderOpts};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element, or a text.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element with what is in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

/// Parses a page as a browser does. What a browser would pass over is told as well.
pub(crate) fn parse(html: &str) -> (Element, Vec<String>) {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            exact_errors: true,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let dom = parse_document(RcDom::default(), options).one(html);
    let errors = dom
        .errors
        .borrow()
        .iter()
        .map(ToString::to_string)
        .collect();
    let root = Element {
        children: children(&dom.document),
        ..Element::default()
    };
    (root, errors)
}

fn children(handle: &Handle) -> Vec<Node> {
    let nodes = handle.children.borrow();
    nodes.iter().filter_map(node).collect()
}

fn node(handle: &Handle) -> Option<Node> {
    match &handle.data {
        NodeData::Text { contents } => Some(Node::Text(contents.borrow().to_string())),
        NodeData::Element { name, attrs, .. } => Some(Node::Element(Element {
            name: name.local.to_string(),
            attributes: attrs
                .borrow()
                .iter()
                .map(|attribute| {
                    (
                        attribute.name.local.to_string(),
                        attribute.value.to_string(),
                    )
                })
                .collect(),
            children: children(handle),
        })),
        _ => None,
    }
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The text within, with single spaces.
    pub(crate) fn text(&self) -> String {
        let raw = self.raw_text();
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text within, as it is.
    pub(crate) fn raw_text(&self) -> String {
        let parts = self.children.iter().map(|child| match child {
            Node::Text(text) => text.clone(),
            Node::Element(element) => element.raw_text(),
        });
        parts.collect()
    }

    /// All elements within, in their order.
    pub(crate) fn within(&self) -> Vec<&Element> {
        let mut all = Vec::new();
        for child in &self.children {
            if let Node::Element(element) = child {
                all.push(element);
                all.extend(element.within());
            }
        }
        all
    }

    /// The elements within that a selector fits: `form#new input[name=csrf]`, `.panel`, `h1`.
    pub(crate) fn all(&self, selector: &str) -> Vec<&Element> {
        let mut found = vec![self];
        for step in selector.split_whitespace() {
            let step = Step::parse(step);
            let mut next: Vec<&Element> = Vec::new();
            for element in found.iter().flat_map(|element| element.within()) {
                let is_new = !next.iter().any(|known| std::ptr::eq(*known, element));
                if is_new && step.fits(element) {
                    next.push(element);
                }
            }
            found = next;
        }
        found
    }
}

/// One step of a selector.
#[derive(Default)]
struct Step {
    name: String,
    id: Option<String>,
    classes: Vec<String>,
    attributes: Vec<(String, Option<String>)>,
}

impl Step {
    fn parse(text: &str) -> Self {
        let (plain, attributes) = match text.split_once('[') {
            Some((plain, attributes)) => (plain, attributes.trim_end_matches(']')),
            None => (text, ""),
        };
        let mut step = Self::default();
        for attribute in attributes.split("][").filter(|text| !text.is_empty()) {
            let (name, value) = match attribute.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (attribute, None),
            };
            step.attributes.push((name.to_owned(), value));
        }
        let mut rest = plain;
        while !rest.is_empty() {
            let marks = rest.match_indices(['#', '.']);
            let end = marks.map(|(at, _)| at).find(|at| *at > 0);
            let (part, behind) = rest.split_at(end.unwrap_or(rest.len()));
            match part.split_at(1) {
                ("#", id) => step.id = Some(id.to_owned()),
                (".", class) => step.classes.push(class.to_owned()),
                _ => part.clone_into(&mut step.name),
            }
            rest = behind;
        }
        step
    }

    fn fits(&self, element: &Element) -> bool {
        let classes = element.attribute("class").unwrap_or_default();
        (self.name.is_empty() || self.name == element.name)
            && (self.id.is_none() || self.id.as_deref() == element.attribute("id"))
            && self
                .classes
                .iter()
                .all(|class| classes.split_whitespace().any(|known| known == class))
            && self.attributes.iter().all(|(name, value)| {
                let known = element.attribute(name);
                known.is_some() && (value.is_none() || value.as_deref() == known)
            })
    }
}
