//! What a page has done, as the next one tells it.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::{
    text::{self, Texts},
    visible::visible,
};

/// LIMIT: the characters of what a message is about.
const ABOUT_CHARS_MAX: usize = 128;

/// A message that outlives a redirect: the code of a text, and what stands in it. It lies in a
/// cookie, so that no link can have the console say something.
pub(crate) struct Flash {
    code: String,
    about: String,
}

impl Flash {
    pub(crate) fn new(code: &str, about: &str) -> Self {
        Self {
            code: code.to_owned(),
            about: about.chars().take(ABOUT_CHARS_MAX).collect(),
        }
    }

    /// As its cookie holds it.
    pub(crate) fn cookie(&self) -> String {
        let about = utf8_percent_encode(&self.about, NON_ALPHANUMERIC);
        format!("{}.{about}", self.code)
    }

    /// What a cookie holds.
    pub(crate) fn parse(cookie: &str) -> Option<Self> {
        let (code, about) = cookie.split_once('.')?;
        let about = percent_decode_str(about).decode_utf8().ok()?;
        Some(Self::new(code, &about))
    }

    /// What it says, if there is such a text.
    pub(crate) fn text(&self, texts: &Texts) -> Option<String> {
        let mut known = texts.flashes();
        let (_, text) = known.find(|(code, _)| *code == self.code)?;
        Some(text::fill(text, [visible(&self.about)]))
    }
}
