use super::*;
use crate::texts::{ENGLISH, KOREAN, SPANISH};

fn words(line: &str) -> Vec<OsString> {
    let command = std::iter::once("iamd-scenarios");
    command.chain(line.split(' ')).map(Into::into).collect()
}

fn read(line: &str) -> Result<CommandLine, Unrun> {
    CommandLine::read(words(line), &ENGLISH)
}

#[track_caller]
fn misuse(line: &str) -> Misuse {
    match read(line) {
        Err(Unrun::Wrong(misuse)) => misuse,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn the_command_line_is_well_formed() {
    command(&ENGLISH).debug_assert();
}

#[test]
fn a_program_is_named_and_flags_are_off_by_default() {
    let plain = read("access-keys").unwrap();
    assert_eq!(plain.program.name(), "access-keys");
    assert!(!(plain.yes || plain.json || plain.show_secret || plain.verbose || plain.wait));
    assert_eq!(plain.timeout, None);
    let flags = read("all --yes --json --show-secret -v --timeout 5 --lang ko").unwrap();
    assert!(flags.yes && flags.json && flags.show_secret && flags.verbose);
    assert_eq!(flags.timeout, Some(Duration::from_secs(5)));
    assert_eq!(flags.program.name(), "all");
}

#[test]
fn the_url_may_be_made_and_lead_elsewhere() {
    let line = "federated-url --open --signin-endpoint https://a.example/f \
                --console-url https://b.example/s3/";
    let arguments = read(line).unwrap();
    let endpoint = arguments.signin_endpoint.unwrap().to_string();
    assert_eq!(endpoint, "https://a.example/f");
    let console_url = arguments.console_url.unwrap();
    assert_eq!(console_url, "https://b.example/s3/");
    assert!(arguments.open);
}

#[test]
fn other_command_lines_are_refused() {
    let not_for = |option, program| Misuse::NotFor { option, program };
    for (line, expect) in [
        ("--yes", Misuse::NoProgram),
        (
            "nonsense",
            Misuse::UnknownProgram {
                name: "nonsense".into(),
            },
        ),
        (
            "access-keys --no",
            Misuse::UnknownOption {
                option: "--no".into(),
            },
        ),
        (
            "access-keys users",
            Misuse::UnknownOption {
                option: "users".into(),
            },
        ),
        (
            "mfa --role-profile",
            Misuse::NoValue {
                option: "--role-profile".into(),
            },
        ),
        (
            "mfa --yes --yes",
            Misuse::Twice {
                option: "--yes".into(),
            },
        ),
        (
            "users --role-profile other",
            not_for("--role-profile", "users"),
        ),
        ("mfa --open", not_for("--open", "mfa")),
        ("access-keys --wait", not_for("--wait", "access-keys")),
        (
            "users --console-url https://console.example/",
            not_for("--console-url", "users"),
        ),
        (
            "account --signin-endpoint https://signin.example/federation",
            not_for("--signin-endpoint", "account"),
        ),
        (
            "federated-url --signin-endpoint signin.example",
            Misuse::NoAddress {
                value: "signin.example".into(),
                fault: InvalidAddress::NotOfTheWeb,
            },
        ),
        (
            "federated-url --console-url javascript:alert(1)",
            Misuse::NoAddress {
                value: "javascript:alert(1)".into(),
                fault: InvalidAddress::NotOfTheWeb,
            },
        ),
    ] {
        assert_eq!(misuse(line), expect, "{line}");
    }
    for value in ["0", "601", "1.5", "soon", "-1"] {
        let misuse = misuse(&format!("all --timeout={value}"));
        assert!(matches!(misuse, Misuse::NoSeconds { .. }), "{value}");
    }
}

#[test]
fn the_help_names_every_program_and_option_in_each_language() {
    for texts in [&ENGLISH, &SPANISH, &KOREAN] {
        let Err(Unrun::Told(help)) = CommandLine::read(words("--help"), texts) else {
            panic!("no help");
        };
        // Lines are broken where the terminal ends.
        let help: Vec<&str> = help.split_whitespace().collect();
        let help = help.join(" ");
        let has = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            assert!(help.contains(&words.join(" ")), "{text}: {help}");
        };
        has((texts.help)(Help::Command));
        for scenario in &SCENARIOS {
            has(scenario.name);
            has((texts.help)(scenario.about));
        }
        for (name, _, part) in OPTIONS {
            has(&format!("--{name}"));
            has((texts.help)(part));
        }
    }
}

#[test]
fn the_language_is_named_or_that_of_the_environment() {
    let korean = |_: &str| Some("ko_KR.UTF-8".to_owned());
    let of = |line: &str| CommandLine::texts(&words(line), korean);
    let is = |line: &str, texts: &Texts| std::ptr::eq(of(line), texts);
    assert!(is("users", &KOREAN));
    assert!(is("users --lang es", &SPANISH));
    assert!(is("--lang=es_MX users", &SPANISH));
    assert!(is("users --lang xx", &ENGLISH));
}
