//! Both ends of the socket, and who is answered.

use std::{
    fs,
    io::{Read, Write},
    os::unix::{fs::PermissionsExt, net::UnixListener},
    path::Path,
    sync::Arc,
};

use iamd_ident::{AccountId, Secret};

use super::{
    client::{ClientError, Streams, send, send_with},
    server::ControlSocket,
    *,
};
use crate::listen::Stopper;

/// Makes one account, and knows only that.
struct Clerk;

impl Operator for Clerk {
    async fn perform(&self, command: Command, mut peer: Peer) -> Result<Answer, Refusal> {
        let account = |account_id| Account {
            account_id,
            created: "2026-01-31T00:00:00Z".parse().unwrap(),
        };
        match command {
            Command::Account(AccountCommand::Create {
                account_id: Some(account_id),
            }) => Ok(Answer::Account(AccountAnswer::AccountCreated {
                account: account(account_id),
                root_key: RootKey {
                    access_key_id: "AKIAIOSFODNN7EXAMPLE".parse().unwrap(),
                    secret_access_key: Secret::new("wJalr".to_owned()),
                },
            })),
            // Says everything twice.
            Command::Explain(_) => {
                let mut length = 0;
                while let Some(bytes) = peer.receive().await {
                    length += bytes.len();
                    peer.teller().send(bytes.clone()).await.unwrap();
                    peer.teller().send(bytes).await.unwrap();
                    peer.working(format!("{length} bytes"));
                }
                Ok(Answer::Explain(Explained { denial: None }))
            }
            _ => Err(Refusal("there is no such account".to_owned())),
        }
    }
}

/// Runs a server in a directory while `work` is done on a thread of its own.
async fn with_server(directory: &Path, work: impl FnOnce() + Send + 'static) {
    let socket = ControlSocket::bind(directory).unwrap();
    let (stopper, stop) = Stopper::pair();
    let serving = tokio::spawn(socket.run(Arc::new(Clerk), stop));
    tokio::task::spawn_blocking(work).await.unwrap();
    stopper.stop();
    serving.await.unwrap();
}

fn create(number: u64) -> Command {
    Command::Account(AccountCommand::Create {
        account_id: Some(AccountId::new(number).unwrap()),
    })
}

#[tokio::test]
async fn a_command_is_carried_out_by_the_server() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_owned();
    with_server(&path.clone(), move || {
        let mode = fs::metadata(path.join(SOCKET_NAME))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        let Answer::Account(AccountAnswer::AccountCreated { account, root_key }) =
            send(&path, &create(42)).unwrap()
        else {
            panic!("another answer");
        };
        assert_eq!(account.account_id.to_string(), "000000000042");
        assert_eq!(root_key.secret_access_key.expose(), "wJalr");
        let error = send(&path, &Command::Account(AccountCommand::List)).unwrap_err();
        assert_eq!(error.to_string(), "there is no such account");
    })
    .await;
}

#[tokio::test]
async fn bytes_go_both_ways_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_owned();
    with_server(&path.clone(), move || {
        let input: Vec<u8> = (0..=u8::MAX)
            .cycle()
            .take(3 * PIECE_BYTES_MAX + 5)
            .collect();
        let (mut output, mut said) = (Vec::new(), Vec::new());
        let command = Command::Explain(ExplainCommand {
            request_id: "any".to_owned(),
        });
        let streams = Streams {
            input: &input,
            output: &mut output,
            working: &mut |news| said.push(news.to_owned()),
            warning: &mut |_| {},
        };
        drop(send_with(&path, &command, streams).unwrap());
        let twice: Vec<&[u8]> = input
            .chunks(PIECE_BYTES_MAX)
            .flat_map(|piece| [piece, piece])
            .collect();
        assert!(output == twice.concat());
        assert!(said.iter().all(|news| news.ends_with(" bytes")), "{said:?}");
        // An output that takes nothing ends it.
        let streams = Streams {
            input: &input,
            output: &mut [].as_mut_slice(),
            working: &mut |_| {},
            warning: &mut |_| {},
        };
        assert!(matches!(
            send_with(&path, &command, streams),
            Err(ClientError::Output { .. })
        ));
    })
    .await;
}

#[tokio::test]
async fn nobody_answers_without_a_server() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_owned();
    assert!(matches!(
        send(&path, &create(1)),
        Err(ClientError::NotRunning)
    ));
    // What a server that was killed leaves behind.
    drop(UnixListener::bind(path.join(SOCKET_NAME)).unwrap());
    assert!(path.join(SOCKET_NAME).exists());
    assert!(matches!(
        send(&path, &create(1)),
        Err(ClientError::NotRunning)
    ));
    with_server(dir.path(), move || drop(send(&path, &create(1)).unwrap())).await;
    assert!(!dir.path().join(SOCKET_NAME).exists());
}

#[tokio::test]
async fn a_long_path_is_no_obstacle() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("d".repeat(100)).join("e".repeat(100));
    fs::create_dir_all(&path).unwrap();
    with_server(&path.clone(), move || {
        drop(send(&path, &create(1)).unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_line_that_is_no_command_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let socket = dir.path().join(SOCKET_NAME);
    with_server(dir.path(), move || {
        for line in [
            "{}\n",
            "no json\n",
            "{\"account\":{\"show\":{\"account_id\":\"000000000042\",\"more\":1}}}\n",
        ] {
            let mut stream = std::os::unix::net::UnixStream::connect(&socket).unwrap();
            stream.write_all(line.as_bytes()).unwrap();
            let mut reply = String::new();
            stream.read_to_string(&mut reply).unwrap();
            assert!(reply.starts_with("{\"refused\":"), "{reply}");
        }
    })
    .await;
}

#[test]
fn the_secret_shows_in_the_answer_alone() {
    let key = RootKey {
        access_key_id: "AKIAIOSFODNN7EXAMPLE".parse().unwrap(),
        secret_access_key: Secret::new("wJalr".to_owned()),
    };
    assert!(!format!("{key:?}").contains("wJalr"));
    assert!(serde_json::to_string(&key).unwrap().contains("wJalr"));
}
