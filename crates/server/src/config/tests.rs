//! The four sources, their order, and what is said of mistakes.

use std::fs;

use super::*;

/// Loads a file of this content, with these options and variables.
fn load_file(
    content: &str,
    options: &[(&'static str, &str)],
    variables: &[(&str, &str)],
) -> Result<Loaded, ConfigError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("test.toml");
    fs::write(&path, content).unwrap();
    let mut flags = flags(options);
    flags.0.push(("config", path.display().to_string()));
    let variable = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    load(&flags, &variables.iter().map(variable).collect())
}

fn flags(options: &[(&'static str, &str)]) -> Flags {
    let option = |(key, value): &(&'static str, &str)| (*key, (*value).to_owned());
    Flags(options.iter().map(option).collect())
}

/// The error's text, without the directory of the file.
#[track_caller]
fn refused(loaded: Result<Loaded, ConfigError>) -> String {
    let text = loaded.unwrap_err().to_string();
    match text.split_once("test.toml") {
        Some((_, rest)) => format!("test.toml{rest}"),
        None => text,
    }
}

#[test]
fn nothing_said_gives_the_defaults() {
    let loaded = load_file("", &[], &[]).unwrap();
    assert_eq!(loaded.config.listen.to_string(), "127.0.0.1:4566");
    assert_eq!(
        loaded.config.addresses().unwrap().console.to_string(),
        "127.0.0.1:4567"
    );
    assert_eq!(loaded.config.region.as_str(), "us-west-2");
    assert_eq!(loaded.config.data_dir, Path::new("./iamd-data"));
    assert!(!loaded.config.dev && loaded.config.account_id.is_none());
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let file = "region = \"file-1\"\n[limits]\nbody_bytes_max = 100000\n";
    let variables = [("IAMD_REGION", "environment-1"), ("IAMD_THREADS", "3")];
    let loaded = load_file(file, &[("region", "flag-1")], &variables).unwrap();
    assert_eq!(loaded.config.region.as_str(), "flag-1");
    assert_eq!(loaded.config.threads, 3);
    assert_eq!(loaded.config.limits.body_bytes_max, 100_000);
    let loaded = load_file(file, &[], &variables).unwrap();
    assert_eq!(loaded.config.region.as_str(), "environment-1");
    let loaded = load_file(file, &[], &[]).unwrap();
    assert_eq!(loaded.config.region.as_str(), "file-1");
    assert!(loaded.is_chosen("region") && !loaded.is_chosen("threads"));
    let shown = show(&loaded);
    assert!(shown.contains("region = \"file-1\" # line 1\n"), "{shown}");
    assert!(
        shown.contains("[limits]\nbody_bytes_max = 100000 # line 3\n"),
        "{shown}"
    );
    assert!(shown.contains("threads = 0 # default\n"), "{shown}");
}

#[test]
fn a_list_is_the_same_from_everywhere() {
    let proxies = |file, options: &[_], variables: &[_]| {
        let loaded = load_file(file, options, variables).unwrap();
        loaded.config.trusted_proxies.to_string()
    };
    let list = "10.0.0.7,fd00::/8";
    assert_eq!(
        proxies("trusted_proxies = [\"10.0.0.7\", \"fd00::/8\"]", &[], &[]),
        list
    );
    assert_eq!(proxies("", &[("trusted_proxies", list)], &[]), list);
    assert_eq!(proxies("", &[], &[("IAMD_TRUSTED_PROXIES", list)]), list);
    assert_eq!(proxies("trusted_proxies = []", &[], &[]), "");
    assert_eq!(proxies("", &[], &[]), "");
}

#[test]
fn what_is_shown_can_be_read_back() {
    let loaded = load_file(
        "domain = \"iam.example.com\"\ntrusted_proxies = [\"10.0.0.7\", \"fd00::/8\"]",
        &[("log.level", "debug")],
        &[],
    );
    let loaded = loaded.unwrap();
    let again = load_file(&show(&loaded), &[], &[]).unwrap();
    let config = Config {
        config: loaded.config.config.clone(),
        ..again.config
    };
    assert_eq!(config, loaded.config);
}

#[test]
fn an_error_names_the_line_and_what_would_be_right() {
    let cases = [
        (
            "region = \"x\"\n\nlissten = \"127.0.0.1:1\"\n",
            "test.toml:3: there is no setting `lissten`; did you mean `listen`?",
        ),
        (
            "[limits]\n# many\nbody_bytes = 1",
            "test.toml:3: there is no setting `limits.body_bytes`; did you mean \
             `limits.body_bytes_max`?",
        ),
        (
            "[wholly]\nother = 1",
            "test.toml:1: there is no setting `wholly`; `iamd config reference` lists all \
             settings",
        ),
        (
            "[limits]\n\nbody_bytes_max = 12",
            "test.toml:3: `limits.body_bytes_max` cannot be `12`; it is a number of bytes from \
             65536 to 67108864",
        ),
        (
            "threads = \"two\"",
            "test.toml:1: `threads` cannot be `\"two\"`; it is a number of threads from 0 to 1024",
        ),
        (
            "threads = -1",
            "test.toml:1: `threads` cannot be `-1`; it is a number of threads from 0 to 1024",
        ),
        (
            "plain_http_anywhere = 1",
            "test.toml:1: `plain_http_anywhere` cannot be `1`; it is true or false",
        ),
        (
            "listen = \"localhost\"",
            "test.toml:1: `listen` cannot be `localhost`; it is an address and a port, such as \
             `127.0.0.1:4566` or `[::1]:4566`",
        ),
        (
            "dev = true",
            "test.toml:1: `dev` cannot stand in this file; use --dev or IAMD_DEV",
        ),
        ("tls = 1", "test.toml:1: there is no setting `tls`"),
        (
            "trusted_proxies = \"10.0.0.7\"",
            "test.toml:1: `trusted_proxies` cannot be `\"10.0.0.7\"`; it is addresses and networks",
        ),
        (
            "trusted_proxies = [\"10.0.0.7\", 8]",
            "test.toml:1: `trusted_proxies` cannot be `[\"10.0.0.7\", 8]`; it is addresses",
        ),
        (
            "trusted_proxies = [\"0.0.0.0/0\"]",
            "test.toml:1: `trusted_proxies` cannot be `0.0.0.0/0`; it is addresses and networks",
        ),
        (
            "console_url = \"https://example.com/console\"",
            "test.toml:1: `console_url` cannot be `https://example.com/console`; it is `http://`",
        ),
    ];
    for (file, expect) in cases {
        let text = refused(load_file(file, &[], &[]));
        assert!(text.starts_with(expect), "{file}\n{text}\n{expect}");
    }
}

#[test]
fn broken_toml_is_told_with_its_line() {
    for (file, line) in [
        ("region = \"x\"\nlisten = \n", 2),
        ("a = 1\na = 2\n", 2),
        ("[", 1),
    ] {
        let text = refused(load_file(file, &[], &[]));
        assert!(text.starts_with(&format!("test.toml:{line}: ")), "{text}");
        assert!(!text.contains('\n'), "{text}");
    }
}

#[test]
fn wrong_flags_and_variables_are_named() {
    let text = refused(load_file("", &[("threads", "x")], &[]));
    assert_eq!(
        text,
        "--threads: `threads` cannot be `x`; it is a number of threads from 0 to 1024"
    );
    let text = refused(load_file("", &[], &[("IAMD_LOG_LEVEL", "loud")]));
    assert_eq!(
        text,
        "IAMD_LOG_LEVEL: `log.level` cannot be `loud`; it is `error`, `warn`, `info`, `debug` \
         or `trace`"
    );
    let loaded = load_file("", &[], &[("IAMD_LISSTEN", "x"), ("PATH", "x")]).unwrap();
    assert_eq!(
        loaded.warnings,
        [Warning::UnknownVariable("IAMD_LISSTEN".to_owned())]
    );
}

#[test]
fn unsafe_and_contradictory_settings_are_refused() {
    let open = ("listen", "0.0.0.0:4566");
    for (options, part) in [
        (vec![open], "--plain-http-anywhere"),
        (vec![("console_listen", "[::]:1")], "--plain-http-anywhere"),
        (
            vec![open, ("plain_http_anywhere", "true"), ("dev", "true")],
            "--dev-anywhere",
        ),
        (
            vec![("tls.cert", "a.pem")],
            "both a certificate and its key",
        ),
        (vec![("listen", "127.0.0.1:65535")], "--console-listen"),
        (vec![("console_listen", "127.0.0.1:4566")], "are the same"),
        (
            vec![
                ("endpoint_url", "https://iam.example.com"),
                ("console_url", "https://IAM.example.com/"),
            ],
            "endpoint_url and console_url are the same",
        ),
    ] {
        let text = refused(load_file("", &options, &[]));
        assert!(text.contains(part), "{options:?}: {text}");
    }
    for options in [
        vec![open, ("plain_http_anywhere", "true")],
        vec![open, ("tls.cert", "a.pem"), ("tls.key", "b.pem")],
        vec![("listen", "[::1]:0"), ("dev", "true")],
        vec![("listen", "[::ffff:127.0.0.1]:0")],
    ] {
        load_file("", &options, &[]).unwrap();
    }
}

#[test]
fn the_data_directory_may_hold_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let options = flags(&[("data_dir", dir.path().to_str().unwrap())]);
    let environment = Environment::default();
    assert_eq!(load(&options, &environment).unwrap().file, None);
    let path = dir.path().join(FILE_NAME);
    fs::write(&path, "threads = 2").unwrap();
    let loaded = load(&options, &environment).unwrap();
    assert_eq!(
        (loaded.config.threads, loaded.file),
        (2, Some(path.clone()))
    );
    fs::write(&path, "data_dir = \"elsewhere\"").unwrap();
    let text = load(&options, &environment).unwrap_err().to_string();
    assert!(
        text.contains("iamd.toml:1: `data_dir` cannot stand in this file"),
        "{text}"
    );
}

#[test]
fn a_client_on_this_machine_gets_a_url_that_it_can_reach() {
    let config = load_file("", &[], &[]).unwrap().config;
    for (address, url) in [
        ("127.0.0.1:4566", "http://127.0.0.1:4566"),
        ("0.0.0.0:80", "http://127.0.0.1:80"),
        ("[::]:80", "http://[::1]:80"),
    ] {
        assert_eq!(config.url(address.parse().unwrap()), url);
    }
    let named = load_file("domain = \"iam.example.com\"", &[], &[])
        .unwrap()
        .config;
    assert_eq!(
        named.url("0.0.0.0:80".parse().unwrap()),
        "http://iam.example.com:80"
    );
    let file = "endpoint_url = \"https://iam.example.com/\"\nconsole_url = \"https://c.example\"";
    let chosen = load_file(file, &[], &[]).unwrap().config;
    let addresses = chosen.addresses().unwrap();
    assert_eq!(chosen.endpoint_url(addresses), "https://iam.example.com");
    assert_eq!(chosen.console_url(addresses), "https://c.example");
    assert_eq!(config.console_url(addresses), "http://127.0.0.1:4567");
}
