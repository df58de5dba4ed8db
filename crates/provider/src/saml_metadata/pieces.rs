//! XML in pieces: elements under the names of their namespaces, and texts.

use std::borrow::Cow;

use quick_xml::{
    NsReader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesDecl, BytesRef, BytesStart, Event},
    name::ResolveResult,
};

use super::InvalidMetadata;

/// LIMIT: how deep elements may stand in each other.
const DEPTH_MAX: usize = 32;

/// LIMIT: attributes of an element. Each is compared with those before it.
const ATTRIBUTES_MAX: usize = 64;

/// LIMIT: namespaces that an element declares. Whoever looks one up goes through all that are open.
const NAMESPACES_MAX: usize = 16;

/// A piece of a document.
pub(super) enum Piece {
    /// An element begins.
    Open {
        /// Its namespace, empty if it has none.
        namespace: String,
        /// Its name there.
        local: String,
        attributes: Attributes,
    },
    /// Text of the element that began last.
    Text(String),
    /// The element that began last ends.
    Close,
}

/// The attributes of an element that have no prefix.
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The pieces of a document.
///
/// SECURITY: a document type, and with it every entity that is not one of XML's own five, is refused;
/// nothing is looked up outside the document.
pub(super) struct Pieces<'a> {
    reader: NsReader<&'a [u8]>,
    depth: usize,
    /// Whether the root has begun.
    has_root: bool,
}

impl<'a> Pieces<'a> {
    /// The pieces of a text that has no character which XML does not know. A byte order mark is
    /// refused with them.
    pub(super) fn of(document: &'a str) -> Result<Self, InvalidMetadata> {
        if let Some((at, _)) = document.char_indices().find(|(at, character)| {
            !is_of_xml(*character) || (*at == 0 && *character == '\u{feff}')
        }) {
            return Err(InvalidMetadata::Xml {
                offset: at.try_into().unwrap_or(u64::MAX),
            });
        }
        let mut reader = NsReader::from_str(document);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = true;
        reader
            .resolver_mut()
            .set_max_declarations_per_element(NAMESPACES_MAX);
        Ok(Self {
            reader,
            depth: 0,
            has_root: false,
        })
    }

    /// The next piece; none at the end of a document that is whole.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, InvalidMetadata> {
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|_| self.refused())?;
            if matches!(event, Event::Eof) {
                let is_whole = self.has_root && self.depth == 0;
                return is_whole.then_some(None).ok_or_else(|| self.refused());
            }
            let piece = self.piece(&event).map_err(|Unread| self.refused())?;
            if piece.is_some() {
                return Ok(piece);
            }
        }
    }

    fn piece(&mut self, event: &Event<'_>) -> Result<Option<Piece>, Unread> {
        match event {
            Event::Start(start) => self.open(start).map(Some).ok_or(Unread),
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Some(Piece::Close))
            }
            Event::Text(text) => self.text(text.xml10_content().ok()),
            Event::CData(data) => self.data(data.xml10_content().ok()),
            Event::GeneralRef(reference) => self.data(resolved(reference)),
            Event::Decl(declaration) if !is_utf8(declaration) => Err(Unread),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => Ok(None),
            Event::DocType(_) | Event::Empty(_) | Event::Eof => Err(Unread),
        }
    }

    fn refused(&self) -> InvalidMetadata {
        InvalidMetadata::Xml {
            offset: self.reader.buffer_position(),
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Option<Piece> {
        if self.depth >= DEPTH_MAX || (self.depth == 0 && self.has_root) {
            return None;
        }
        self.depth += 1;
        self.has_root = true;
        let (namespace, local) = self.reader.resolver().resolve_element(start.name());
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => str::from_utf8(namespace.as_ref()).ok()?.to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(_) => return None,
        };
        Some(Piece::Open {
            namespace,
            local: str::from_utf8(local.as_ref()).ok()?.to_owned(),
            attributes: self.attributes(start)?,
        })
    }

    fn attributes(&self, start: &BytesStart<'_>) -> Option<Attributes> {
        let mut attributes = Vec::new();
        for (place, attribute) in start.attributes().enumerate() {
            if place >= ATTRIBUTES_MAX {
                return None;
            }
            let attribute = attribute.ok()?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            let (namespace, local) = self.reader.resolver().resolve_attribute(attribute.key);
            let is_declaration = attribute.key.as_namespace_binding().is_some();
            match namespace {
                ResolveResult::Unbound if !is_declaration => {
                    let name = str::from_utf8(local.as_ref()).ok()?;
                    attributes.push((name.to_owned(), value.into_owned()));
                }
                ResolveResult::Unknown(_) if !is_declaration => return None,
                _ => {}
            }
        }
        Some(Attributes(attributes))
    }

    /// Text between elements. Outside the root it is white space.
    fn text(&self, text: Option<Cow<'_, str>>) -> Result<Option<Piece>, Unread> {
        let text = text.ok_or(Unread)?;
        if self.depth > 0 {
            return Ok(Some(Piece::Text(text.into_owned())));
        }
        if text.trim_ascii().is_empty() {
            return Ok(None);
        }
        Err(Unread)
    }

    /// Text that is written as something else, which nothing outside the root may be.
    fn data(&self, text: Option<Cow<'_, str>>) -> Result<Option<Piece>, Unread> {
        let text = text.filter(|_| self.depth > 0).ok_or(Unread)?;
        Ok(Some(Piece::Text(text.into_owned())))
    }
}

/// What iamd does not read.
struct Unread;

/// The character that a reference stands for.
fn resolved(reference: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    match reference.resolve_char_ref().ok()? {
        Some(character) if is_of_xml(character) => Some(Cow::Owned(character.to_string())),
        Some(_) => None,
        None => resolve_xml_entity(&reference.decode().ok()?).map(Cow::Borrowed),
    }
}

/// Whether a declaration says nothing else than what the text is in: form bodies are UTF-8.
fn is_utf8(declaration: &BytesDecl<'_>) -> bool {
    match declaration.encoding() {
        None => true,
        Some(Ok(name)) => [&b"UTF-8"[..], b"US-ASCII"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&name)),
        Some(Err(_)) => false,
    }
}

/// SOURCE: XML 1.0, production `Char`.
fn is_of_xml(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        character => character >= ' ',
    }
}
