//! A client of the wire: it signs requests, sends them on a connection that stays open, and says
//! what came back, or that nothing did.
//!
//! It blocks, keeps nothing back and tries nothing again: whoever keeps a ledger has to know what
//! became of each request.

mod answer;
mod connection;
mod key;
mod signing;

use std::{sync::Arc, time::Duration};

use iamd_ident::{Clock, Timestamp};

pub use self::{
    answer::Answer,
    connection::{Connection, Lost},
    key::Key,
    signing::{FORM, Unsigned, form_body, form_fields},
};

/// LIMIT: an answer that takes longer than this is none: the server hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client of one server. One request at a time.
pub struct Client {
    address: String,
    clock: Arc<dyn Clock>,
    connection: Option<Connection>,
    requests: u64,
}

impl Client {
    /// A client of the server at `HOST:PORT`, which signs for the time of this clock.
    pub fn new(address: &str, clock: Arc<dyn Clock>) -> Self {
        Self {
            address: address.to_owned(),
            clock,
            connection: None,
            requests: 0,
        }
    }

    /// Where the server is, as `HOST:PORT`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Calls an operation of IAM.
    ///
    /// # Errors
    /// There was no answer.
    pub fn iam(
        &mut self,
        key: &Key,
        action: &str,
        members: &[(&str, &str)],
    ) -> Result<Answer, Lost> {
        let body = form_body(action, "2010-05-08", members);
        self.call(key, &Unsigned::form("iam", &body))
    }

    /// Calls an operation of STS.
    ///
    /// # Errors
    /// There was no answer.
    pub fn sts(
        &mut self,
        key: &Key,
        action: &str,
        members: &[(&str, &str)],
    ) -> Result<Answer, Lost> {
        let body = form_body(action, "2011-06-15", members);
        self.call(key, &Unsigned::form("sts", &body))
    }

    /// Calls an operation of S3. The path and the query are escaped.
    ///
    /// # Errors
    /// There was no answer.
    pub fn s3(
        &mut self,
        key: &Key,
        method: &str,
        (path, query): (&str, &str),
        body: &[u8],
    ) -> Result<Answer, Lost> {
        self.call(key, &Unsigned::s3(method, path, query, body))
    }

    /// Signs a request and sends it.
    ///
    /// # Errors
    /// There was no answer.
    pub fn call(&mut self, key: &Key, request: &Unsigned<'_>) -> Result<Answer, Lost> {
        self.requests += 1;
        let signed = request.signed(key, &self.address, self.requests, self.now());
        self.send(&signed)
    }

    /// Sends the bytes of a whole request, whatever they are, and reads the answer.
    ///
    /// # Errors
    /// There was no answer. The next request goes by a new connection.
    pub fn send(&mut self, request: &[u8]) -> Result<Answer, Lost> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(&self.address, PATIENCE)?,
        };
        let answer = connection.exchange(request)?;
        if !answer.ends_connection() {
            self.connection = Some(connection);
        }
        Ok(answer)
    }
}
