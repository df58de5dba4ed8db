//! The server's end of the control socket.

use std::{
    fs::Permissions,
    io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    time::timeout,
};
use zeroize::Zeroizing;

use super::{Command, LINE_BYTES_MAX, Operator, Refusal, Reply, SOCKET_NAME, socket::SocketPath};
use crate::listen::Stop;

/// LIMIT: how long the other end may take to send its line, and to read the answer.
const PATIENCE: Duration = Duration::from_secs(10);

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
                        tokio::time::sleep(Duration::from_millis(50)).await;
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
    let reply = if may_command(peer.uid(), ours) {
        let mut line = Zeroizing::new(Vec::new());
        let (reader, _) = stream.split();
        let mut reader = BufReader::new(reader).take(LINE_BYTES_MAX);
        timeout(PATIENCE, reader.read_until(b'\n', &mut line)).await??;
        answer(&line, operator).await
    } else {
        tracing::warn!(uid = peer.uid(), "another user's command was refused");
        Reply::Refused(Refusal(
            "this socket answers the server's own user only".to_owned(),
        ))
    };
    let mut line = Zeroizing::new(serde_json::to_vec(&reply)?);
    line.push(b'\n');
    timeout(PATIENCE, stream.write_all(&line)).await??;
    stream.shutdown().await
}

async fn answer(line: &[u8], operator: &impl Operator) -> Reply {
    match serde_json::from_slice::<Command>(line) {
        Ok(command) => match operator.perform(command).await {
            Ok(answer) => Reply::Done(answer),
            Err(refusal) => Reply::Refused(refusal),
        },
        Err(error) => Reply::Refused(Refusal(format!(
            "the server does not know this command ({error})"
        ))),
    }
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
