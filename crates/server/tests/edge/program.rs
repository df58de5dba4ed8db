//! The binary, as a person starts and stops it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

fn iamd(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iamd"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

/// What the program says at once and to its end.
fn output(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = iamd(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// A server that runs, ended at the latest with its test.
struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    url: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut command = iamd(&["serve", "--listen", "127.0.0.1:0"]);
        command
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let url = loop {
            let mut line = String::new();
            assert!(stdout.read_line(&mut line).unwrap() > 0, "the server ended");
            if let Some(url) = line.strip_prefix("iamd is ready at ") {
                break url.trim_end().to_owned();
            }
        };
        Self { child, stdout, url }
    }

    /// Stops the server: its exit code, and what it said on standard error.
    fn stop(mut self, signal: Signal) -> (Option<i32>, String) {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, signal).unwrap();
        let mut log = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        (self.child.wait().unwrap().code(), log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn path(dir: &Path) -> &str {
    dir.to_str().unwrap()
}

#[test]
fn a_server_says_where_it_is_and_stops_cleanly() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    for signal in [Signal::TERM, Signal::INT] {
        let mut server = Server::start(&["--data-dir", path(&data)]);
        let mut line = String::new();
        server.stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with("console at http://127.0.0.1:"), "{line}");
        assert!(server.url.starts_with("http://127.0.0.1:"));
        for name in ["control.sock", "audit.jsonl", "master.key", "lock"] {
            assert!(data.join(name).exists(), "{name}");
        }
        let (code, log) = server.stop(signal);
        assert_eq!(code, Some(0), "{log}");
        assert!(
            log.contains("enforced") && log.contains(path(&data)),
            "{log}"
        );
        assert!(!data.join("control.sock").exists());
    }
}

#[test]
fn development_mode_leaves_nothing_behind() {
    let server = Server::start(&["--dev"]);
    let (code, log) = server.stop(Signal::TERM);
    assert_eq!(code, Some(0));
    let (_, rest) = log.split_once("audit and control socket in ").unwrap();
    let (directory, _) = rest.split_once(", removed at the end").unwrap();
    assert!(
        directory.contains("iamd-dev-") && !Path::new(directory).exists(),
        "{directory}"
    );
}

/// What the server answers to a form that nobody signed.
fn unsigned(server: &Server, form: &str) -> String {
    let address = server.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let length = form.len();
    let request = format!(
        "POST / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n{form}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn who_need_not_sign_is_not_told_to_sign() {
    let server = Server::start(&["--dev"]);
    for (form, status, code) in [
        (
            "Action=AssumeRoleWithSAML&Version=2011-06-15",
            501,
            "NotImplemented",
        ),
        (
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15",
            501,
            "NotImplemented",
        ),
        (
            "Action=AssumeRole&Version=2011-06-15",
            403,
            "MissingAuthenticationToken",
        ),
        (
            "Action=Nothing&Version=2011-06-15",
            403,
            "MissingAuthenticationToken",
        ),
        ("Version=2011-06-15", 403, "MissingAuthenticationToken"),
    ] {
        let answer = unsigned(&server, form);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
        assert!(answer.contains(&format!("<Code>{code}</Code>")), "{answer}");
    }
}

#[test]
fn json_logs_are_json_from_the_first_line() {
    let server = Server::start(&["--dev", "--log-format", "json"]);
    let (_, log) = server.stop(Signal::TERM);
    for line in log.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["level"].is_string(), "{line}");
    }
    assert!(log.contains("\"enforced\":"), "{log}");
}

#[test]
fn a_port_in_use_is_one_clear_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let (code, _, stderr) = output(&["serve", "--listen", &address, "--data-dir", path(&data)]);
    assert_eq!(code, Some(1));
    let expect = format!(
        "iamd: {address} is in use by another program; stop it, or choose another address with \
         --listen\n"
    );
    assert_eq!(stderr, expect);
    assert!(
        !data.exists(),
        "nothing is written before the addresses are taken"
    );
}

#[test]
fn a_second_server_leaves_the_first_alone() {
    let dir = tempfile::tempdir().unwrap();
    let directory = dir.path().join("data");
    let data = ["--data-dir", path(&directory)];
    let server = Server::start(&data);
    let (code, _, stderr) = output(&["serve", "--listen", "127.0.0.1:0", data[0], data[1]]);
    assert_eq!(code, Some(1));
    assert!(
        stderr.starts_with("iamd: another iamd uses the data directory"),
        "{stderr}"
    );
    assert!(directory.join("control.sock").exists());
    assert_eq!(server.stop(Signal::TERM).0, Some(0));
}

#[test]
fn wrong_settings_are_told_before_anything_is_done() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("iamd.toml"),
        "\n[limits]\nconections_max = 1\n",
    )
    .unwrap();
    let data = ["serve", "--data-dir", path(dir.path())];
    let (code, _, stderr) = output(&data);
    assert_eq!(code, Some(1));
    let expect = "iamd.toml:3: there is no setting `limits.conections_max`; did you mean \
                  `limits.connections_max`?\n";
    assert!(stderr.ends_with(expect), "{stderr}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    let (code, _, stderr) = output(&["serve", "--dev", "--listen", "0.0.0.0:0"]);
    assert_eq!(code, Some(1));
    assert!(stderr.contains("--plain-http-anywhere"), "{stderr}");
}

#[test]
fn the_configuration_can_be_looked_at() {
    let dir = tempfile::tempdir().unwrap();
    let (code, stdout, _) = output(&[
        "config",
        "show",
        "--data-dir",
        path(dir.path()),
        "--threads=2",
    ]);
    assert_eq!(code, Some(0));
    assert!(stdout.contains("threads = 2 # --threads\n"), "{stdout}");
    let (code, stdout, _) = output(&["config", "reference"]);
    assert_eq!(code, Some(0));
    assert!(stdout.contains("### `limits.body_bytes_max`"));
}

#[test]
fn a_wrong_command_line_is_exit_code_2() {
    for arguments in [
        &["serve", "--lissten", "x"][..],
        &["account", "show"],
        &["account", "show", "1"],
    ] {
        assert_eq!(output(arguments).0, Some(2), "{arguments:?}");
    }
}

#[test]
fn accounts_are_made_with_the_server_running_or_not() {
    let dir = tempfile::tempdir().unwrap();
    let directory = dir.path().join("data");
    let account = |arguments: &[&str]| {
        let arguments = [&["account"], arguments, &["--data-dir", path(&directory)]].concat();
        let (code, stdout, stderr) = output(&arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {stderr}");
        stdout
    };
    let server = Server::start(&[
        "--data-dir",
        path(&directory),
        "--account-id",
        "111111111111",
    ]);
    let made = account(&["create", "222222222222"]);
    assert!(made.contains("export AWS_SECRET_ACCESS_KEY="), "{made}");
    assert_eq!(server.stop(Signal::TERM).0, Some(0));

    account(&["create", "333333333333"]);
    let listed = account(&["list"]);
    let ids: Vec<_> = listed
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(ids, ["111111111111", "222222222222", "333333333333"]);
    let shown: serde_json::Value =
        serde_json::from_str(&account(&["show", "333333333333", "--json"])).unwrap();
    assert_eq!(
        (&shown["users"], &shown["policies"]),
        (&0.into(), &0.into())
    );

    let audit = fs::read_to_string(directory.join("audit.jsonl")).unwrap();
    assert_eq!(
        audit.matches("\"eventName\":\"CreateAccount\"").count(),
        2,
        "{audit}"
    );
    for account in ["222222222222", "333333333333"] {
        let told = format!(r#""requestParameters":{{"accountId":"{account}"}}"#);
        assert!(audit.contains(&told), "{audit}");
    }
    for secret in made
        .lines()
        .filter_map(|line| line.split_once("SECRET_ACCESS_KEY="))
    {
        assert!(!audit.contains(secret.1));
    }
}

#[test]
fn the_root_key_is_handed_out_once() {
    let dir = tempfile::tempdir().unwrap();
    let directory = dir.path().join("data");
    let file = directory.join("root-credentials.env");
    let server = Server::start(&["--data-dir", path(&directory)]);
    let lines = fs::read_to_string(&file).unwrap();
    assert!(
        lines.starts_with(&format!("export AWS_ENDPOINT_URL={}\n", server.url)),
        "{lines}"
    );
    let (_, log) = server.stop(Signal::TERM);
    assert!(log.contains("put it away safely"), "{log}");
    fs::remove_file(&file).unwrap();
    let (_, log) = Server::start(&["--data-dir", path(&directory)]).stop(Signal::TERM);
    assert!(
        !file.exists() && !log.contains("put it away safely"),
        "{log}"
    );
}

#[test]
fn another_master_key_opens_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let directory = dir.path().join("data");
    Server::start(&["--data-dir", path(&directory)]).stop(Signal::TERM);
    fs::write(directory.join("master.key"), [7; 32]).unwrap();
    let serve = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data-dir",
        path(&directory),
    ];
    let (code, stdout, stderr) = output(&serve);
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert!(
        stderr.starts_with("iamd: ") && stderr.contains("key"),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

#[test]
fn accounts_need_a_data_directory() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("missing");
    let (code, _, stderr) = output(&["account", "list", "--data-dir", path(&missing)]);
    assert_eq!(code, Some(1));
    assert!(
        stderr.starts_with("iamd: there is no data directory"),
        "{stderr}"
    );
    assert!(!missing.exists());
}
