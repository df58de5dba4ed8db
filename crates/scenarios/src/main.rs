//! The `iamd-scenarios` program: the command line around [`iamd_scenarios::run`].

use std::{
    ffi::OsString,
    io::{self, IsTerminal as _, Write as _},
    path::Path,
    process::ExitCode,
    time::SystemTime,
};

use iamd_scenarios::{
    Browser, Clock, Connection, Consent, CredentialsFile, Ended, Failure, FederationSetting,
    Format, Interrupt, Names, Output, RunEvent, Setting,
    command_line::{CommandLine, Program, Unrun},
    credentials_file_in, run, run_all,
    texts::Texts,
};

/// The exit code of a wrong command line.
const WRONG: u8 = 2;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let texts = CommandLine::texts(&arguments, variable);
    let line = match CommandLine::read(arguments, texts) {
        Ok(line) => line,
        Err(Unrun::Told(text)) => {
            let told = io::stdout().write_all(text.as_bytes());
            return told.map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
        }
        Err(Unrun::Wrong(misuse)) => {
            complain(&(texts.misuse)(&misuse));
            return ExitCode::from(WRONG);
        }
    };
    if line.verbose {
        tracing_subscriber::fmt()
            .with_env_filter("iamd_scenarios=info")
            .with_ansi(io::stderr().is_terminal())
            .with_writer(io::stderr)
            .init();
    }
    let ended = perform(&line, texts).await.unwrap_or_else(|failure| Ended {
        failures: vec![failure],
    });
    for failure in &ended.failures {
        complain(&(texts.failure)(failure));
    }
    ExitCode::from(ended.exit_code())
}

/// Where standard error is closed, the exit code has to say it all.
fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "iamd-scenarios: {text}");
}

async fn perform(line: &CommandLine, texts: &'static Texts) -> Result<Ended, Failure> {
    let format = if line.json {
        Format::Json
    } else {
        Format::Text
    };
    let output = Output::new(format, texts, io::stdout());
    let connection = connection(line, &output)?;
    let role_profile = match &line.role_profile {
        Some(name) => Some(connection.profile(name).await?),
        None => None,
    };
    let mut setting = Setting {
        interrupt: Interrupt::listen().map_err(Failure::System)?,
        names: Names::new(chance().map_err(Failure::System)?),
        configuration: connection.configuration().await,
        role_profile,
        consent: if line.yes {
            Consent::Given
        } else {
            Consent::AtTerminal
        },
        show_secret: line.show_secret,
        federation: FederationSetting {
            signin_endpoint: line.signin_endpoint.clone(),
            console_url: line.console_url.clone(),
            browser: line.open.then(Browser::default),
            waits: line.wait || !line.yes,
        },
        folder: ".".into(),
        clock: Clock::starting_at(now()),
        output,
    };
    Ok(match line.program {
        Program::One(scenario) => run(scenario, &setting).await,
        Program::All => run_all(&mut setting).await,
    })
}

/// Endpoint and key: of the file that is named; of that which a server wrote here, if nothing says
/// otherwise; or from where every AWS SDK takes them.
fn connection(line: &CommandLine, output: &Output) -> Result<Connection, Failure> {
    let mut connection = Connection::default();
    if let Some(timeout) = line.timeout {
        connection.call_timeout = timeout;
    }
    let found = || credentials_file_in(Path::new(""), variables());
    if let Some(path) = line.credentials.clone().or_else(found) {
        let file = CredentialsFile::read(&path)?;
        output.say(RunEvent::LocalServer {
            file: &path.display().to_string(),
            endpoint: &file.endpoint,
        })?;
        connection.file = Some(file);
        connection.is_file_named = line.credentials.is_some();
    }
    Ok(connection)
}

/// A variable of the environment.
#[expect(
    clippy::disallowed_methods,
    reason = "this program is an edge: it asks the system"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The names of the variables of the environment.
fn variables() -> impl Iterator<Item = String> {
    let names = std::env::vars_os().map(|(name, _)| name);
    names.filter_map(|name| name.into_string().ok())
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
