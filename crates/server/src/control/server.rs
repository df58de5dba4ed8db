//! The server's end of the control socket.

use std::{
    fs::Permissions,
    io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::{
        UnixListener, UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{Notify, mpsc},
    time::{sleep, timeout},
};
use zeroize::Zeroizing;

use super::{
    Command, Given, LINE_BYTES_MAX, Operator, PIECE_BYTES_MAX, Peer, PeerEnd, Refusal, Reply,
    SOCKET_NAME, Sent, socket::SocketPath,
};
use crate::listen::Stop;

/// LIMIT: how long the other end may take to send its line.
const PATIENCE: Duration = Duration::from_secs(10);

/// LIMIT: how long it may take to read a line or a piece of bytes. Bytes may go to a slow disk.
const BYTES_PATIENCE: Duration = Duration::from_mins(1);

/// How often a command that says nothing shows that it is in work.
const SIGN_OF_LIFE: Duration = Duration::from_secs(3);

/// The control socket cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot make the control socket {}: {source}", path.display())]
pub struct ControlError {
    path: PathBuf,
    source: io::Error,
}

/// The socket of a running server, removed when this is dropped.
#[derive(Debug)]
pub struct ControlSocket {
    listener: UnixListener,
    path: PathBuf,
}

impl ControlSocket {
    /// Makes the socket in a data directory that this process has locked: what stands there is
    /// left over from a server that is gone.
    ///
    /// # Errors
    /// What the system says.
    pub fn bind(directory: &Path) -> Result<Self, ControlError> {
        let path = directory.join(SOCKET_NAME);
        let failed = |source| ControlError {
            path: path.clone(),
            source,
        };
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let short = SocketPath::within(directory).map_err(failed)?;
        let listener = UnixListener::bind(&short.path).map_err(failed)?;
        std::fs::set_permissions(&path, Permissions::from_mode(0o600)).map_err(failed)?;
        Ok(Self { listener, path })
    }

    /// Answers commands until `stop`.
    pub async fn run<O: Operator>(self, operator: Arc<O>, stop: Stop) {
        let serving = async {
            loop {
                let stream = match self.listener.accept().await {
                    Ok((stream, _)) => stream,
                    Err(error) => {
                        tracing::warn!(%error, "cannot accept on the control socket");
                        sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                };
                let (operator, stop) = (Arc::clone(&operator), stop.clone());
                tokio::spawn(async move {
                    if let Err(error) = converse(stream, &*operator).await {
                        tracing::warn!(%error, "a control connection broke off");
                    }
                    drop(stop);
                });
            }
        };
        tokio::select! {
            () = serving => {}
            () = stop.stopped() => {}
        }
    }
}

impl Drop for ControlSocket {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::debug!(path = %self.path.display(), %error, "cannot remove the control socket");
        }
    }
}

async fn converse(mut stream: UnixStream, operator: &impl Operator) -> io::Result<()> {
    let peer = stream.peer_cred()?;
    let ours = rustix::process::geteuid().as_raw();
    if !may_command(peer.uid(), ours) {
        tracing::warn!(uid = peer.uid(), "another user's command was refused");
        let refusal = Refusal("this socket answers the server's own user only".to_owned());
        send(&mut stream, &Reply::Refused(refusal)).await?;
        return stream.shutdown().await;
    }
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    let line = timeout(PATIENCE, read_line(&mut reader)).await??;
    let reply = match serde_json::from_slice::<Command>(&line) {
        Ok(command) => perform(command, operator, reader, &mut writer).await,
        Err(error) => Reply::Refused(Refusal(format!(
            "the server does not know this command ({error})"
        ))),
    };
    send(&mut writer, &reply).await?;
    writer.shutdown().await
}

/// Has a command carried out, and passes on what it says and what it is given. It is carried out
/// to its end even if nobody listens any more: a change is made whole.
async fn perform(
    command: Command,
    operator: &impl Operator,
    reader: BufReader<OwnedReadHalf>,
    writer: &mut OwnedWriteHalf,
) -> Reply {
    let (peer, PeerEnd { sent, given }) = Peer::pair();
    let mut performing = pin!(operator.perform(command, peer));
    let mut taking = pin!(take(reader, given));
    let done = Notify::new();
    let mut telling = pin!(tell(sent, &done, writer));
    let (mut takes, mut tells) = (true, true);
    let performed = loop {
        tokio::select! {
            biased;
            performed = performing.as_mut() => break performed,
            () = telling.as_mut(), if tells => tells = false,
            () = taking.as_mut(), if takes => takes = false,
        }
    };
    if tells {
        // What was said last comes before the answer.
        done.notify_one();
        telling.await;
    }
    match performed {
        Ok(answer) => Reply::Done(answer),
        Err(refusal) => Reply::Refused(refusal),
    }
}

/// Passes on what is said, and a sign of life when nothing is, until the command is carried out or
/// nobody listens.
async fn tell(mut sent: mpsc::Receiver<Sent>, done: &Notify, writer: &mut OwnedWriteHalf) {
    let mut said = String::new();
    loop {
        let next = tokio::select! {
            biased;
            next = sent.recv() => next,
            () = done.notified() => {
                sent.close();
                continue;
            }
            () = sleep(SIGN_OF_LIFE) => Some(Sent::Working(said.clone())),
        };
        let written = match next {
            None => return,
            Some(Sent::Bytes(bytes)) => send_bytes(writer, &bytes).await,
            Some(Sent::Warning(said)) => send(writer, &Reply::Warning { said }).await,
            Some(Sent::Working(news)) => {
                said.clone_from(&news);
                send(writer, &Reply::Working { said: news }).await
            }
        };
        if let Err(error) = written {
            tracing::debug!(%error, "nobody listens to a command in work");
            return;
        }
    }
}

/// Hands on the bytes that come after a command, until their end. What is no such line ends them
/// as the end of the connection does: who needs an end knows it by the content.
async fn take(mut reader: BufReader<OwnedReadHalf>, given: mpsc::Sender<Bytes>) {
    while let Ok(line) = read_line(&mut reader).await {
        let length = match serde_json::from_slice::<Given>(&line) {
            Ok(Given::Bytes { length }) if length <= PIECE_BYTES_MAX => length,
            _ => return,
        };
        let mut bytes = vec![0; length];
        let read = timeout(PATIENCE, reader.read_exact(&mut bytes)).await;
        if !matches!(read, Ok(Ok(_))) || given.send(bytes.into()).await.is_err() {
            return;
        }
    }
}

async fn read_line(reader: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut line = Zeroizing::new(Vec::new());
    let mut limited = reader.take(LINE_BYTES_MAX);
    limited.read_until(b'\n', &mut line).await?;
    Ok(line)
}

async fn send_bytes(writer: &mut OwnedWriteHalf, bytes: &[u8]) -> io::Result<()> {
    let length = bytes.len();
    send(writer, &Reply::Bytes { length }).await?;
    timeout(BYTES_PATIENCE, writer.write_all(bytes)).await?
}

async fn send(writer: &mut (impl AsyncWrite + Unpin), reply: &Reply) -> io::Result<()> {
    let mut line = Zeroizing::new(serde_json::to_vec(reply)?);
    line.push(b'\n');
    timeout(BYTES_PATIENCE, writer.write_all(&line)).await?
}

/// SECURITY: the mode of the socket says the same, but a directory may have been opened up or
/// moved; the system's word on who is at the other end stands by itself.
fn may_command(peer: u32, ours: u32) -> bool {
    const ROOT: u32 = 0;
    peer == ours || peer == ROOT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_users_may_not_command() {
        assert!(may_command(1000, 1000));
        assert!(may_command(0, 1000));
        assert!(!may_command(1001, 1000));
        assert!(!may_command(1000, 0));
    }
}
