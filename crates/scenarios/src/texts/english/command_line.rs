//! The help, and what is said of a command line that is wrong.

use super::failures::address;
use crate::{command_line::Misuse, texts::Help};

pub(in crate::texts) fn help(part: Help) -> &'static str {
    match part {
        Help::Command => {
            "Run a sample program of identity and access management against AWS, iamd or another \
             endpoint.\n\nCredentials, region and endpoint come from where every AWS SDK takes \
             them: the environment (AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, …), a profile, and so on. \
             If the environment says nothing and `iamd serve` was started in this folder, they \
             come from iamd-data/root-credentials.env. What a program makes is removed at its end, \
             also after an error or Ctrl-C."
        }
        Help::Usage => "Usage:",
        Help::Programs => "Programs:",
        Help::Options => "Options:",
        Help::AccessKeys => {
            "List, create, look up, deactivate and delete the access keys of a user"
        }
        Help::Users => {
            "Make a user that may read a bucket and one that may also write, and see them try"
        }
        Help::Mfa => "Make a role that needs an MFA device, and list buckets by assuming it",
        Help::FederatedUrl => "Make a URL that opens the console with the rights of a role",
        Help::Account => {
            "Change the alias of the account, and see its reports, password policy and providers"
        }
        Help::All => "All of them, one after the other",
        Help::Yes => {
            "Ask nothing: neither before something is made, nor for codes, which come from the QR \
             code then"
        }
        Help::Credentials => {
            "Take endpoint, key and region from this file of lines like export \
             AWS_ACCESS_KEY_ID=…, as `iamd serve` writes it"
        }
        Help::RoleProfile => {
            "For mfa: make the role with this profile of AWS's files, and so in its account"
        }
        Help::SigninEndpoint => {
            "For federated-url: the federation endpoint; without it, /federation at \
             AWS_ENDPOINT_URL, or AWS's"
        }
        Help::ConsoleUrl => {
            "For federated-url: the page of the console that the URL leads to; without it, the \
             first page of AWS's console, which iamd takes for its own"
        }
        Help::Open => "For federated-url: open the URL in the browser",
        Help::Wait => {
            "For federated-url: with --yes, too, keep the role until Enter, or the end of standard \
             input"
        }
        Help::Timeout => "How many seconds a call may take; 30 if nothing else is said",
        Help::Lang => {
            "The language of the texts: en, es, ja, zh or ko; without it, that of LC_ALL, \
             LC_MESSAGES or LANG"
        }
        Help::Json => "Print data, a JSON object a line, instead of sentences",
        Help::ShowSecret => "Show the secrets of the keys that are made",
        Help::Verbose => "Log each call to standard error",
        Help::Help => "Print this help",
        Help::Version => "Print the version",
        Help::ExitCodes => {
            "Exit codes: 0 it went to its end; 1 a call or the output failed, or what must be \
             refused was not; 2 wrong command line; 3 the caller, the credentials or the profile \
             are not fit for the program; 4 not confirmed; 5 something is left behind; 130 \
             interrupted"
        }
    }
}

pub(in crate::texts) fn misuse(misuse: &Misuse) -> String {
    let what = match misuse {
        Misuse::NoProgram => "name a program".to_owned(),
        Misuse::UnknownProgram { name } => format!("there is no program {name}"),
        Misuse::UnknownOption { option } => format!("{option} is not understood"),
        Misuse::NoValue { option } => format!("{option} needs a value"),
        Misuse::Twice { option } => format!("{option} stands there twice"),
        Misuse::NoSeconds { value, min, max } => {
            format!("{value} is no number of seconds from {min} to {max}")
        }
        Misuse::NoAddress { value, fault } => {
            format!("{value} is no address: {}", address(*fault))
        }
        Misuse::NotFor { option, program } => format!("{option} is not for {program}"),
        Misuse::Unreadable { detail } => format!("the command line is not understood: {detail}"),
    };
    format!("{what}; --help tells what there is")
}
