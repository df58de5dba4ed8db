//! The command line's end of the control socket.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    time::Duration,
};

use zeroize::Zeroizing;

use super::{Answer, Command, LINE_BYTES_MAX, Refusal, Reply, SOCKET_NAME, socket::SocketPath};

/// LIMIT: how long the server may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A command got no answer.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No server runs with this data directory.
    #[error("no server runs with this data directory")]
    NotRunning,
    /// The socket does not work.
    #[error("the control socket {} does not work: {source}", path.display())]
    Broken {
        /// Which socket.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The server said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// Has a running server carry out a command.
///
/// # Errors
/// No server runs, the socket does not work, or the server refuses.
pub fn send(directory: &Path, command: &Command) -> Result<Answer, ClientError> {
    let broken = |source| ClientError::Broken {
        path: directory.join(SOCKET_NAME),
        source,
    };
    let stream = match SocketPath::within(directory).and_then(|at| UnixStream::connect(&at.path)) {
        Ok(stream) => stream,
        Err(error) if is_gone(&error) => return Err(ClientError::NotRunning),
        Err(error) => return Err(broken(error)),
    };
    match converse(stream, command).map_err(broken)? {
        Reply::Done(answer) => Ok(answer),
        Reply::Refused(refusal) => Err(refusal.into()),
    }
}

/// Nobody listens: there is no socket, or it is left over.
fn is_gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused
    )
}

fn converse(mut stream: UnixStream, command: &Command) -> io::Result<Reply> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // A command may hold a password.
    let mut request = Zeroizing::new(serde_json::to_vec(command)?);
    request.push(b'\n');
    stream.write_all(&request)?;
    let mut line = Zeroizing::new(Vec::new());
    BufReader::new(stream)
        .take(LINE_BYTES_MAX)
        .read_until(b'\n', &mut line)?;
    Ok(serde_json::from_slice(&line)?)
}
