//! Metrics and health, and what whoever started the program is told.

use std::{
    io::{BufRead, BufReader},
    os::unix::net::UnixDatagram,
    process::{Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::binary::{Server, path};

/// What the socket of a supervisor gets.
fn told(socket: &UnixDatagram) -> String {
    let mut state = vec![0; 64];
    let length = socket.recv(&mut state).unwrap();
    state.truncate(length);
    String::from_utf8(state).unwrap()
}

#[test]
fn whoever_started_the_server_is_told_how_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let name = dir.path().join("notify");
    let socket = UnixDatagram::bind(&name).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_iamd"));
    command
        .args(["serve", "--dev", "--listen", "127.0.0.1:0"])
        .env_clear()
        .env("NOTIFY_SOCKET", path(&name))
        .env("WATCHDOG_USEC", "20000")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    assert_eq!(told(&socket), "READY=1");
    assert_eq!(told(&socket), "WATCHDOG=1");
    assert_eq!(told(&socket), "WATCHDOG=1");
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    while told(&socket) != "STOPPING=1" {}
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_services_listener_says_whether_the_server_is_well() {
    let server = Server::start(&["--dev"]);
    for target in ["/_iamd/healthz", "/_iamd/readyz"] {
        let answer = server.main().get(target, &[]);
        assert_eq!((answer.status(), answer.body()), (200, "ok\n"));
        let answer = server.main().ask("POST", target, &[], None);
        assert_eq!(answer.status(), 405);
        assert_eq!(answer.header("allow"), "GET, HEAD");
        // At the name of a bucket it is the path of an object.
        let answer = server
            .main()
            .get(target, &[("Host", "some-bucket.localhost")]);
        assert_eq!(answer.status(), 404, "{}", answer.text);
    }
    // Numbers are told on a listener of their own alone.
    for target in ["/metrics", "/_iamd/metrics"] {
        let answer = server.main().get(target, &[]);
        assert!(!answer.body().contains("iamd_"), "{}", answer.text);
    }
}

#[test]
fn metrics_have_a_listener_of_their_own() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iamd"));
    command
        .args(["serve", "--dev", "--listen", "127.0.0.1:0"])
        .args(["--metrics-listen", "127.0.0.1:0"])
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut lines = lines.map(Result::unwrap);
    let line = lines.find(|line| line.starts_with("metrics at ")).unwrap();
    assert!(line.starts_with("metrics at http://127.0.0.1:"), "{line}");
    child.kill().unwrap();
    child.wait().unwrap();
}
