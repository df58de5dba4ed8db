//! The binary itself, and a client that says word for word what it is told.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
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
pub(crate) fn output(arguments: &[&str]) -> (Option<i32>, String, String) {
    texts(iamd(arguments).output().unwrap())
}

/// The same of a program that reads `input`.
pub(crate) fn output_of(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut command = iamd(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that wants no input does not read it.
    let _read = child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .is_ok();
    texts(child.wait_with_output().unwrap())
}

fn texts(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

pub(crate) fn path(dir: &Path) -> &str {
    dir.to_str().unwrap()
}

/// A server that runs, ended at the latest with its test.
pub(crate) struct Server {
    child: Child,
    _stdout: BufReader<ChildStdout>,
    pub(crate) url: String,
    pub(crate) console_url: String,
}

impl Server {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = iamd(&["serve", "--listen", "127.0.0.1:0"]);
        command
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut told = |before: &str| loop {
            let mut line = String::new();
            assert!(stdout.read_line(&mut line).unwrap() > 0, "the server ended");
            if let Some(url) = line.strip_prefix(before) {
                break url.trim_end().to_owned();
            }
        };
        Self {
            url: told("iamd is ready at "),
            console_url: told("console at "),
            child,
            _stdout: stdout,
        }
    }

    /// Stops the server: its exit code, and what it said on standard error.
    pub(crate) fn stop(mut self, signal: Signal) -> (Option<i32>, String) {
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

    /// The listener of the services.
    pub(crate) fn main(&self) -> Peer<'_> {
        Peer(address(&self.url))
    }

    /// The listener of the console.
    pub(crate) fn console(&self) -> Peer<'_> {
        Peer(address(&self.console_url))
    }
}

fn address(url: &str) -> &str {
    url.strip_prefix("http://").unwrap()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// One of the listeners.
#[derive(Clone, Copy)]
pub(crate) struct Peer<'a>(&'a str);

impl Peer<'_> {
    /// Sends one request on a connection of its own. The body comes with its type. A host of its own
    /// stands in for the address.
    pub(crate) fn ask(
        self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, &[u8])>,
    ) -> Answer {
        let mut request = vec![format!("{method} {target} HTTP/1.1\r\nConnection: close")];
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push(format!("Host: {}", self.0));
        }
        let headers = headers.iter();
        request.extend(headers.map(|(name, value)| format!("{name}: {value}")));
        if let Some((kind, body)) = body {
            let length = body.len();
            request.push(format!("Content-Type: {kind}\r\nContent-Length: {length}"));
        }
        request.push("\r\n".to_owned());
        let mut stream = TcpStream::connect(self.0).unwrap();
        stream.write_all(request.join("\r\n").as_bytes()).unwrap();
        if let Some((_, body)) = body {
            stream.write_all(body).unwrap();
        }
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        Answer {
            text: String::from_utf8_lossy(&answer).into_owned(),
        }
    }

    pub(crate) fn get(self, target: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", target, headers, None)
    }
}

/// An answer, head and body as one text.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn status(&self) -> u16 {
        let status = self.text.split(' ').nth(1).unwrap();
        status.parse().unwrap()
    }

    pub(crate) fn body(&self) -> &str {
        self.text.split_once("\r\n\r\n").unwrap().1
    }

    /// The values of a header, whose name is given in lower case.
    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        let (head, _) = self.text.split_once("\r\n\r\n").unwrap();
        let headers = head.lines().filter_map(|line| line.split_once(": "));
        headers
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .collect()
    }

    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        let values = self.headers(name);
        assert_eq!(values.len(), 1, "{name}: {}", self.text);
        values.first().unwrap()
    }
}
