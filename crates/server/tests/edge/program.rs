//! The binary, as a person starts and stops it.

use std::{fs, net::TcpListener, path::Path};

use rustix::process::Signal;

use crate::binary::{Server, output, output_of, path};

#[test]
fn a_server_says_where_it_is_and_stops_cleanly() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    for signal in [Signal::TERM, Signal::INT] {
        let server = Server::start(&["--data-dir", path(&data)]);
        assert!(server.console_url.starts_with("http://127.0.0.1:"));
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
    let form = Some(("application/x-www-form-urlencoded", form.as_bytes()));
    server.main().ask("POST", "/", &[], form).text
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
        &["account", "root-password"],
        &["account", "root-password", "111111111111", "--password=x"],
        &[
            "account",
            "root-password",
            "111111111111",
            "--stdin",
            "--generate",
        ],
        &[
            "account",
            "root-password",
            "111111111111",
            "--stdin",
            "--remove",
        ],
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
fn commands_need_a_data_directory_and_make_none() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("missing");
    // Such as the place of a disk that is not mounted; and with what an operator put there first.
    let empty = dir.path().join("empty");
    let with_key = dir.path().join("with-key");
    for folder in [&empty, &with_key] {
        fs::create_dir(folder).unwrap();
    }
    fs::write(with_key.join("master.key"), [7; 32]).unwrap();
    let backup = dir.path().join("night.backup");
    let commands: [&[&str]; 8] = [
        &["account", "list"],
        &["account", "create"],
        &["keys", "list"],
        &["keys", "rotate", "all"],
        &["backup", path(&backup), "--objects"],
        &["export", "123456789012"],
        &["audit", "verify"],
        &["verify"],
    ];
    for command in commands {
        for folder in [&missing, &empty, &with_key] {
            let (code, stdout, stderr) = output(&[command, &["--data-dir", path(folder)]].concat());
            assert_eq!((code, stdout.as_str()), (Some(1), ""), "{command:?}");
            let expect = if command == ["verify"] && *folder != missing {
                "iamd: nothing was ever kept in the data directory"
            } else {
                "iamd: there is no data directory"
            };
            assert!(stderr.starts_with(expect), "{command:?}: {stderr}");
        }
    }
    assert!(!missing.exists() && !backup.exists());
    assert_eq!(fs::read_dir(&empty).unwrap().count(), 0);
    assert_eq!(fs::read_dir(&with_key).unwrap().count(), 1);
}

#[test]
fn the_root_password_is_set_with_the_server_running_or_not() {
    const ID: &str = "111111111111";
    const TYPED: &str = "correct Horse 7 battery";
    let dir = tempfile::tempdir().unwrap();
    let directory = dir.path().join("data");
    let at = ["--data-dir", path(&directory)];
    let root_password = |options: &[&str], input: &str| {
        output_of(
            &[&["account", "root-password", ID], options, &at].concat(),
            input,
        )
    };
    let root_user = || {
        let (_, shown, _) = output(&[&["account", "show", ID], &at[..]].concat());
        let line = shown.lines().find(|line| line.starts_with("root user"));
        line.unwrap().to_owned()
    };
    let server = Server::start(&[&["--account-id", ID], &at[..]].concat());
    assert!(root_user().ends_with("has no password, no MFA device"));
    let (code, stdout, _) = root_password(&["--stdin"], &format!("{TYPED}\n"));
    let expect = format!("it signs in at {}/signin/root\n", server.console_url);
    assert!(code == Some(0) && stdout.ends_with(&expect), "{stdout}");
    assert!(root_user().ends_with("has a password, no MFA device"));
    for (input, told) in [
        ("short\n", "Password should have a minimum length of 8"),
        ("\n", "the password is to be one line"),
        ("one line\nand another\n", "the password is to be one line"),
    ] {
        let (code, stdout, stderr) = root_password(&["--stdin"], input);
        assert_eq!((code, stdout.as_str()), (Some(1), ""));
        assert!(stderr.contains(told), "{stderr}");
    }
    let (code, _, stderr) = root_password(&[], "");
    assert!(
        code == Some(1) && stderr.contains("is no terminal"),
        "{stderr}"
    );
    assert_eq!(server.stop(Signal::TERM).0, Some(0));

    let (code, stdout, _) = root_password(&["--remove", "--json"], "");
    let told: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &told["was_set"]), (Some(0), &true.into()));
    let (_, stdout, _) = root_password(&["--remove"], "");
    assert!(stdout.ends_with("had no password\n"), "{stdout}");
    let (_, stdout, _) = root_password(&["--generate", "--json"], "");
    let told: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let generated = told["password"].as_str().unwrap();
    assert_eq!(generated.len(), 24);
    assert!(root_user().ends_with("has a password, no MFA device"));
    let (_, stdout, _) = root_password(&["--generate"], "");
    assert_eq!(stdout.lines().last().unwrap().len(), 24, "{stdout}");

    let audit = fs::read_to_string(directory.join("audit.jsonl")).unwrap();
    let count = |name: &str| audit.matches(&format!("\"eventName\":\"{name}\"")).count();
    assert_eq!(
        (count("SetRootPassword"), count("RemoveRootPassword")),
        (4, 2)
    );
    assert!(!audit.contains(TYPED) && !audit.contains(generated));
    let missing = ["account", "root-password", "222222222222", "--generate"];
    let (code, stdout, stderr) = output(&[&missing, &at[..]].concat());
    assert_eq!((code, stdout.as_str()), (Some(1), ""), "{stderr}");
}
