//! Standard output, as a person or as a program reads it.

use std::{
    io::{self, Write},
    sync::{Mutex, PoisonError},
};

use tokio::time::Instant;

use crate::{Event, Failure, texts::Texts};

/// What stands on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Sentences.
    Text,
    /// Data: a JSON object a line.
    Json,
}

/// Where a program tells what happens.
pub struct Output {
    format: Format,
    texts: &'static Texts,
    /// The writer, and when something was written the last time.
    written: Mutex<(Box<dyn Write + Send>, Instant)>,
}

impl Output {
    /// Output in a format to a writer; sentences are in the language of `texts`.
    pub fn new(format: Format, texts: &'static Texts, writer: impl Write + Send + 'static) -> Self {
        Self {
            format,
            texts,
            written: Mutex::new((Box::new(writer), Instant::now())),
        }
    }

    /// The texts in use.
    pub fn texts(&self) -> &'static Texts {
        self.texts
    }

    /// When an event was told the last time; the beginning, if none was.
    pub(crate) fn said_at(&self) -> Instant {
        let written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.1
    }

    /// Tells an event.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn say<'e>(&self, event: impl Into<Event<'e>>) -> Result<(), Failure> {
        let event = event.into();
        let text = match self.format {
            Format::Text => (self.texts.event)(&event),
            Format::Json => serde_json::to_string(&event)
                .map_err(|error| Failure::Output(io::Error::other(error)))?,
        };
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let (writer, said_at) = &mut *written;
        *said_at = Instant::now();
        writeln!(writer, "{text}")
            .and_then(|()| writer.flush())
            .map_err(Failure::Output)
    }
}
