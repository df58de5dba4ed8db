//! The `iamd-scenarios` program: the command line around [`iamd_scenarios::run`].

use std::{
    io::{self, IsTerminal as _, Write as _},
    process::ExitCode,
    time::SystemTime,
};

use clap::{
    CommandFactory as _, Parser,
    builder::{PossibleValue, PossibleValuesParser},
    error::ErrorKind,
};
use iamd_scenarios::{
    Browser, Clock, Consent, Ended, FederationSetting, Flag, Format, Interrupt, Names, Output,
    SCENARIOS, Scenario, Setting, SigninEndpoint, aws_configuration, configuration_of_profile,
    federation::web_address, texts::ENGLISH,
};

/// Run a sample program of identity and access management against AWS, iamd or another endpoint
///
/// Credentials, region and endpoint come from where every AWS SDK takes them: the environment
/// (`AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`, …), a profile, and so on. What a program makes is
/// removed at its end, also after an error or Ctrl-C.
#[derive(Parser)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
#[command(name = "iamd-scenarios", version, after_help = EXIT_CODES)]
struct Arguments {
    /// The program
    #[arg(value_parser = scenario_names())]
    scenario: String,
    /// Ask nothing: neither before something is made, nor for codes, which come from the QR code
    /// then. `federated-url` keeps its role all the same until Enter, or the end of standard input
    #[arg(long)]
    yes: bool,
    /// For `mfa` alone: make the role with this profile of AWS's files, and so in its account
    #[arg(long, value_name = "NAME")]
    role_profile: Option<String>,
    /// For `federated-url` alone: the federation endpoint; without it, `/federation` at
    /// `AWS_ENDPOINT_URL`, or AWS's
    #[arg(long, value_name = "URL")]
    signin_endpoint: Option<SigninEndpoint>,
    /// For `federated-url` alone: the page of the console that the URL leads to; without it, the
    /// first page of AWS's console, which iamd takes for its own
    #[arg(long, value_name = "URL", value_parser = web_address)]
    console_url: Option<String>,
    /// For `federated-url` alone: open the URL in the browser
    #[arg(long)]
    open: bool,
    /// Print data, a JSON object a line, instead of sentences
    #[arg(long)]
    json: bool,
    /// Show the secrets of the keys that are made
    #[arg(long)]
    show_secret: bool,
    /// Log each call to standard error
    #[arg(long, short)]
    verbose: bool,
}

impl Arguments {
    /// Whether the flags are for the program.
    fn check(&self) -> Result<(), clap::Error> {
        let given = [
            (Flag::RoleProfile, self.role_profile.is_some()),
            (Flag::SigninEndpoint, self.signin_endpoint.is_some()),
            (Flag::ConsoleUrl, self.console_url.is_some()),
            (Flag::Open, self.open),
        ];
        let own = self.program().map_or(&[][..], |program| program.flags);
        let foreign = given
            .iter()
            .find(|(flag, is_given)| *is_given && !own.contains(flag));
        let Some((flag, _)) = foreign else {
            return Ok(());
        };
        let message = format!("{} is not for {}", flag.name(), self.scenario);
        Err(Self::command().error(ErrorKind::ArgumentConflict, message))
    }

    fn program(&self) -> Option<&'static Scenario> {
        SCENARIOS.iter().find(|it| it.name == self.scenario)
    }
}

const EXIT_CODES: &str = "Exit codes: 0 it went to its end; 1 a call or the output failed, or what \
                          must be refused was not; 2 wrong command line; 3 the caller or the \
                          profile is not fit for the program; 4 not confirmed; 5 something is \
                          left behind; 130 interrupted";

fn scenario_names() -> PossibleValuesParser {
    SCENARIOS
        .iter()
        .map(|scenario| PossibleValue::new(scenario.name).help(scenario.about))
        .collect::<Vec<_>>()
        .into()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(error) = arguments.check() {
        error.exit();
    }
    if arguments.verbose {
        tracing_subscriber::fmt()
            .with_env_filter("iamd_scenarios=info")
            .with_ansi(io::stderr().is_terminal())
            .with_writer(io::stderr)
            .init();
    }
    let failures: Vec<String>;
    let exit_code = match perform(&arguments).await {
        Ok(ended) => {
            failures = ended.failures.iter().map(ToString::to_string).collect();
            ended.exit_code()
        }
        Err(error) => {
            failures = vec![error.to_string()];
            1
        }
    };
    for failure in failures {
        // Where standard error is closed, the exit code has to say it all.
        let _ = writeln!(io::stderr(), "iamd-scenarios: {failure}");
    }
    ExitCode::from(exit_code)
}

async fn perform(arguments: &Arguments) -> io::Result<Ended> {
    let Some(scenario) = arguments.program() else {
        return Err(io::Error::other("there is no such program"));
    };
    let role_configuration = match &arguments.role_profile {
        Some(name) => match configuration_of_profile(name).await {
            Ok(configuration) => Some(configuration),
            Err(failure) => {
                let failures = vec![failure];
                return Ok(Ended { failures });
            }
        },
        None => None,
    };
    let setting = Setting {
        interrupt: Interrupt::listen()?,
        names: Names::new(chance()?),
        configuration: aws_configuration().await,
        role_configuration,
        consent: if arguments.yes {
            Consent::Given
        } else {
            Consent::AtTerminal
        },
        show_secret: arguments.show_secret,
        federation: FederationSetting {
            signin_endpoint: arguments.signin_endpoint.clone(),
            console_url: arguments.console_url.clone(),
            browser: arguments.open.then(Browser::default),
            waits: true,
        },
        folder: ".".into(),
        clock: Clock::starting_at(now()),
        output: Output::new(
            if arguments.json {
                Format::Json
            } else {
                Format::Text
            },
            &ENGLISH,
            io::stdout(),
        ),
    };
    Ok(iamd_scenarios::run(scenario, &setting).await)
}

/// The time of day.
#[expect(
    clippy::disallowed_methods,
    reason = "this program is an edge: it asks the system"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

/// A random number.
#[expect(
    clippy::disallowed_methods,
    reason = "this program is an edge: it asks the system"
)]
fn chance() -> io::Result<u64> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(u64::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, clap::Error> {
        let arguments = Arguments::try_parse_from(line.split(' '))?;
        arguments.check()?;
        Ok(arguments)
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_program_is_named_and_flags_are_off_by_default() {
        let plain = parse("iamd-scenarios access-keys").unwrap();
        assert_eq!(plain.scenario, "access-keys");
        assert!(!(plain.yes || plain.json || plain.show_secret || plain.verbose));
        let flags = parse("iamd-scenarios access-keys --yes --json --show-secret -v").unwrap();
        assert!(flags.yes && flags.json && flags.show_secret && flags.verbose);
    }

    #[test]
    fn the_url_may_be_made_and_lead_elsewhere() {
        let line = "iamd-scenarios federated-url --open --signin-endpoint https://a.example/f \
                    --console-url https://b.example/s3/";
        let arguments = parse(line).unwrap();
        let endpoint = arguments.signin_endpoint.unwrap().to_string();
        assert_eq!(endpoint, "https://a.example/f");
        let console_url = arguments.console_url.unwrap();
        assert_eq!(console_url, "https://b.example/s3/");
        assert!(arguments.open);
    }

    #[test]
    fn other_command_lines_are_refused() {
        for line in [
            "iamd-scenarios",
            "iamd-scenarios nonsense",
            "iamd-scenarios access-keys --no",
            "iamd-scenarios access-keys --role-profile other",
            "iamd-scenarios users --role-profile other",
            "iamd-scenarios mfa --role-profile",
            "iamd-scenarios mfa --open",
            "iamd-scenarios users --console-url https://console.example/",
            "iamd-scenarios access-keys --signin-endpoint https://signin.example/federation",
            "iamd-scenarios federated-url --role-profile other",
            "iamd-scenarios federated-url --signin-endpoint signin.example",
            "iamd-scenarios federated-url --console-url javascript:alert(1)",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
