//! The command line, in the person's language.

use std::{ffi::OsString, path::PathBuf, time::Duration};

use clap::{
    Arg, ArgAction, ArgMatches, Command,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::{
    ALL, Flag, SCENARIOS, Scenario, SigninEndpoint,
    federation::{InvalidAddress, web_address},
    texts::{Help, Texts},
};

/// How many seconds a call may take, as the person says it.
const TIMEOUT_SECONDS: std::ops::RangeInclusive<u64> = 1..=600;

/// What the person wants.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub struct CommandLine {
    /// The program.
    pub program: Program,
    /// Ask nothing.
    pub yes: bool,
    /// The file with endpoint and key.
    pub credentials: Option<PathBuf>,
    /// The profile that makes roles.
    pub role_profile: Option<String>,
    /// The federation endpoint.
    pub signin_endpoint: Option<SigninEndpoint>,
    /// The page of the console that the URL leads to.
    pub console_url: Option<String>,
    /// Open the URL in the browser.
    pub open: bool,
    /// Keep what the URL needs until the person is done, also with `yes`.
    pub wait: bool,
    /// How long a call may take.
    pub timeout: Option<Duration>,
    /// Print data.
    pub json: bool,
    /// Show the secrets of new keys.
    pub show_secret: bool,
    /// Log each call.
    pub verbose: bool,
}

/// Which program runs.
#[derive(Clone, Copy)]
pub enum Program {
    /// One of them.
    One(&'static Scenario),
    /// All, one after the other.
    All,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Program {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::One(scenario) => scenario.name,
            Self::All => ALL,
        }
    }

    fn named(name: &str) -> Option<Self> {
        let one = SCENARIOS.iter().find(|scenario| scenario.name == name);
        one.map(Self::One)
            .or_else(|| (name == ALL).then_some(Self::All))
    }

    fn takes(self, flag: Flag) -> bool {
        match self {
            Self::One(scenario) => scenario.flags.contains(&flag),
            Self::All => true,
        }
    }
}

/// Why there is nothing to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unrun {
    /// The person asked for this text.
    Told(String),
    /// The command line is wrong.
    Wrong(Misuse),
}

/// What is wrong with a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misuse {
    /// It names no program.
    NoProgram,
    /// There is no such program.
    UnknownProgram {
        /// What it was called.
        name: String,
    },
    /// There is no such option.
    UnknownOption {
        /// What it was called.
        option: String,
    },
    /// An option has no value.
    NoValue {
        /// The option.
        option: String,
    },
    /// An option stands there twice.
    Twice {
        /// The option.
        option: String,
    },
    /// The value is no number of seconds in the range.
    NoSeconds {
        /// The value.
        value: String,
        /// The least seconds.
        min: u64,
        /// The most seconds.
        max: u64,
    },
    /// The value is no address.
    NoAddress {
        /// The value.
        value: String,
        /// Why.
        fault: InvalidAddress,
    },
    /// The option is not for the program.
    NotFor {
        /// The option.
        option: &'static str,
        /// The program.
        program: &'static str,
    },
    /// It cannot be read.
    Unreadable {
        /// Why.
        detail: String,
    },
}

impl CommandLine {
    /// The texts for who wrote this command line: of the language that `--lang` names, or else that
    /// of the environment.
    pub fn texts(
        arguments: &[OsString],
        variable: impl Fn(&str) -> Option<String>,
    ) -> &'static Texts {
        let mut arguments = arguments.iter().filter_map(|it| it.to_str());
        let mut named = None;
        while let Some(argument) = arguments.next() {
            if argument == "--lang" {
                named = arguments.next();
            } else if let Some(locale) = argument.strip_prefix("--lang=") {
                named = Some(locale);
            }
        }
        named.map_or_else(|| Texts::of_environment(variable), Texts::of_locale)
    }

    /// Reads a command line, which begins with the name of the command.
    ///
    /// # Errors
    /// It is wrong, or asks for the help.
    pub fn read(arguments: Vec<OsString>, texts: &Texts) -> Result<Self, Unrun> {
        let matches = command(texts)
            .try_get_matches_from(arguments)
            .map_err(|error| unrun(&error))?;
        Self::of(&matches).map_err(Unrun::Wrong)
    }

    fn of(matches: &ArgMatches) -> Result<Self, Misuse> {
        let text = |name: &str| matches.get_one::<String>(name);
        let name = text(PROGRAM).ok_or(Misuse::NoProgram)?;
        let program =
            Program::named(name).ok_or_else(|| Misuse::UnknownProgram { name: name.clone() })?;
        let read = Self {
            program,
            yes: matches.get_flag("yes"),
            credentials: matches.get_one::<PathBuf>("credentials").cloned(),
            role_profile: text("role-profile").cloned(),
            signin_endpoint: address(text("signin-endpoint"), str::parse)?,
            console_url: address(text("console-url"), web_address)?,
            open: matches.get_flag("open"),
            wait: matches.get_flag("wait"),
            timeout: text("timeout").map(|value| seconds(value)).transpose()?,
            json: matches.get_flag("json"),
            show_secret: matches.get_flag("show-secret"),
            verbose: matches.get_flag("verbose"),
        };
        read.check()
    }

    /// Whether the options are for the program.
    fn check(self) -> Result<Self, Misuse> {
        let given = [
            (Flag::RoleProfile, self.role_profile.is_some()),
            (Flag::SigninEndpoint, self.signin_endpoint.is_some()),
            (Flag::ConsoleUrl, self.console_url.is_some()),
            (Flag::Open, self.open),
            (Flag::Wait, self.wait),
        ];
        let is_foreign = |(flag, is_given): &&(Flag, bool)| *is_given && !self.program.takes(*flag);
        match given.iter().find(is_foreign) {
            None => Ok(self),
            Some((flag, _)) => Err(Misuse::NotFor {
                option: flag.name(),
                program: self.program.name(),
            }),
        }
    }
}

fn seconds(value: &str) -> Result<Duration, Misuse> {
    let seconds = value.parse().ok();
    let seconds = seconds.filter(|seconds| TIMEOUT_SECONDS.contains(seconds));
    seconds
        .map(Duration::from_secs)
        .ok_or_else(|| Misuse::NoSeconds {
            value: value.to_owned(),
            min: *TIMEOUT_SECONDS.start(),
            max: *TIMEOUT_SECONDS.end(),
        })
}

fn address<T>(
    value: Option<&String>,
    parse: impl Fn(&str) -> Result<T, InvalidAddress>,
) -> Result<Option<T>, Misuse> {
    let Some(value) = value else { return Ok(None) };
    let parsed = parse(value).map_err(|fault| Misuse::NoAddress {
        value: value.clone(),
        fault,
    });
    parsed.map(Some)
}

const PROGRAM: &str = "program";

/// The options: name, name of the value if it has one, and the help.
const OPTIONS: [(&str, Option<&str>, Help); 12] = [
    ("yes", None, Help::Yes),
    ("credentials", Some("FILE"), Help::Credentials),
    ("role-profile", Some("NAME"), Help::RoleProfile),
    ("signin-endpoint", Some("URL"), Help::SigninEndpoint),
    ("console-url", Some("URL"), Help::ConsoleUrl),
    ("open", None, Help::Open),
    ("wait", None, Help::Wait),
    ("timeout", Some("SECONDS"), Help::Timeout),
    ("lang", Some("LANGUAGE"), Help::Lang),
    ("json", None, Help::Json),
    ("show-secret", None, Help::ShowSecret),
    ("verbose", None, Help::Verbose),
];

fn command(texts: &Texts) -> Command {
    let help = texts.help;
    let template = format!(
        "{}\n\n{} {{usage}}\n\n{}\n{}\n{}\n{{options}}\n\n{}\n",
        help(Help::Command),
        help(Help::Usage),
        help(Help::Programs),
        programs(texts),
        help(Help::Options),
        help(Help::ExitCodes),
    );
    let command = Command::new("iamd-scenarios")
        .version(env!("CARGO_PKG_VERSION"))
        .help_template(template)
        .override_usage("iamd-scenarios [OPTIONS] PROGRAM")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new(PROGRAM))
        .args(OPTIONS.map(|(name, value, part)| option(name, value).help(help(part))));
    let told = |name, short, action, part| {
        let arg = Arg::new(name).long(name).short(short);
        arg.action(action).help(help(part))
    };
    command
        .arg(told("help", 'h', ArgAction::Help, Help::Help))
        .arg(told("version", 'V', ArgAction::Version, Help::Version))
}

fn option(name: &'static str, value: Option<&'static str>) -> Arg {
    let arg = Arg::new(name).long(name);
    let arg = match value {
        Some(value) => arg.value_name(value),
        None => arg.action(ArgAction::SetTrue),
    };
    match name {
        "verbose" => arg.short('v'),
        "credentials" => arg.value_parser(clap::value_parser!(PathBuf)),
        _ => arg,
    }
}

/// A line for each program.
fn programs(texts: &Texts) -> String {
    let all = (ALL, Help::All);
    let each = SCENARIOS.iter().map(|it| (it.name, it.about));
    let lines = each
        .chain([all])
        .map(|(name, about)| format!("  {name:<15}{}\n", (texts.help)(about)));
    lines.collect::<Vec<_>>().concat()
}

fn unrun(error: &clap::Error) -> Unrun {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return Unrun::Told(error.to_string());
    }
    let argument = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(argument)) => argument.clone(),
        _ => String::new(),
    };
    // The option without the name of its value.
    let option = argument.split(' ').next().unwrap_or_default().to_owned();
    Unrun::Wrong(match error.kind() {
        ErrorKind::UnknownArgument => Misuse::UnknownOption { option },
        ErrorKind::ArgumentConflict => Misuse::Twice { option },
        ErrorKind::InvalidValue => Misuse::NoValue { option },
        _ => Misuse::Unreadable {
            detail: error.kind().to_string(),
        },
    })
}

#[cfg(test)]
mod tests;
