//! The command line's end of the control socket.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::Shutdown,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Serialize;
use zeroize::Zeroizing;

use super::{
    Answer, Command, Given, LINE_BYTES_MAX, PIECE_BYTES_MAX, Refusal, Reply, SOCKET_NAME,
    socket::SocketPath,
};
use crate::data_dir::Reason;

/// LIMIT: how long the server may be silent.
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
    /// The server ended before it answered.
    #[error("the server ended before it answered; look whether it did what was asked for")]
    Ended,
    /// What the server gave cannot be put where it belongs.
    #[error("cannot write the output: {}", Reason(source))]
    Output {
        /// What the system says.
        source: io::Error,
    },
    /// The server said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// What a command takes and gives besides its answer.
pub struct Streams<'a> {
    /// Bytes for a command that takes some.
    pub input: &'a [u8],
    /// Where the bytes go that a command gives.
    pub output: &'a mut dyn Write,
    /// Told how far the command is.
    pub working: &'a mut dyn FnMut(&str),
    /// Told what is to be known besides the answer.
    pub warning: &'a mut dyn FnMut(&str),
}

/// Whether a server runs with a data directory. Nothing is asked of it.
///
/// # Errors
/// The socket does not work, so that this cannot be told.
pub fn is_answered(directory: &Path) -> io::Result<bool> {
    match SocketPath::within(directory).and_then(|at| UnixStream::connect(&at.path)) {
        Ok(_) => Ok(true),
        Err(error) if is_gone(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Has a running server carry out a command that neither takes nor gives bytes.
///
/// # Errors
/// No server runs, the socket does not work, or the server refuses.
pub fn send(directory: &Path, command: &Command) -> Result<Answer, ClientError> {
    let streams = Streams {
        input: &[],
        output: &mut io::sink(),
        working: &mut |_| {},
        warning: &mut |_| {},
    };
    send_with(directory, command, streams)
}

/// Has a running server carry out a command.
///
/// # Errors
/// No server runs, the socket does not work, the output cannot be written, or the server refuses.
pub fn send_with(
    directory: &Path,
    command: &Command,
    mut streams: Streams<'_>,
) -> Result<Answer, ClientError> {
    let broken = |source| ClientError::Broken {
        path: directory.join(SOCKET_NAME),
        source,
    };
    let stream = match SocketPath::within(directory).and_then(|at| UnixStream::connect(&at.path)) {
        Ok(stream) => stream,
        Err(error) if is_gone(&error) => return Err(ClientError::NotRunning),
        Err(error) => return Err(broken(error)),
    };
    begin(&stream, command).map_err(broken)?;
    let input = streams.input;
    let giving = stream.try_clone().map_err(broken)?;
    std::thread::scope(|scope| {
        // A server that wants no more has answered already.
        scope.spawn(move || give(&giving, input).is_ok());
        let listened = listen(&stream, &mut streams);
        let _closed = stream.shutdown(Shutdown::Both).is_ok();
        match listened {
            Ok(Reply::Done(answer)) => Ok(answer),
            Ok(Reply::Refused(refusal)) => Err(refusal.into()),
            Ok(Reply::Working { .. } | Reply::Warning { .. } | Reply::Bytes { .. }) => {
                Err(broken(io::ErrorKind::InvalidData.into()))
            }
            Err(Unheard::Socket(source)) if is_end(&source) => Err(ClientError::Ended),
            Err(Unheard::Socket(source)) => Err(broken(source)),
            Err(Unheard::Output(source)) => Err(ClientError::Output { source }),
        }
    })
}

/// Nobody listens: there is no socket, or it is left over.
fn is_gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused
    )
}

/// The other end is gone.
fn is_end(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset
    )
}

fn begin(mut stream: &UnixStream, command: &Command) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // A command may hold a password.
    stream.write_all(&line(command)?)
}

fn give(mut stream: &UnixStream, input: &[u8]) -> io::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    for piece in input.chunks(PIECE_BYTES_MAX) {
        let length = piece.len();
        stream.write_all(&line(&Given::Bytes { length })?)?;
        stream.write_all(piece)?;
    }
    stream.write_all(&line(&Given::End {})?)
}

fn line(content: &impl Serialize) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut line = Zeroizing::new(serde_json::to_vec(content)?);
    line.push(b'\n');
    Ok(line)
}

/// What keeps from the last reply.
enum Unheard {
    Socket(io::Error),
    Output(io::Error),
}

impl From<io::Error> for Unheard {
    fn from(error: io::Error) -> Self {
        Self::Socket(error)
    }
}

/// Passes on what is said until the last reply.
fn listen(stream: &UnixStream, streams: &mut Streams<'_>) -> Result<Reply, Unheard> {
    let mut reader = BufReader::new(stream);
    let mut piece = Vec::new();
    loop {
        let mut line = Zeroizing::new(Vec::new());
        let mut limited = (&mut reader).take(LINE_BYTES_MAX);
        if limited.read_until(b'\n', &mut line)? == 0 {
            return Err(Unheard::Socket(io::ErrorKind::UnexpectedEof.into()));
        }
        match serde_json::from_slice(&line).map_err(io::Error::from)? {
            Reply::Working { said } => (streams.working)(&said),
            Reply::Warning { said } => (streams.warning)(&said),
            Reply::Bytes { length } if length <= PIECE_BYTES_MAX => {
                piece.resize(length, 0);
                reader.read_exact(&mut piece)?;
                streams.output.write_all(&piece).map_err(Unheard::Output)?;
            }
            last => return Ok(last),
        }
    }
}
