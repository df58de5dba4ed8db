//! `iamd policy …`: decisions without a server and without its data.

use std::io::{self, ErrorKind};

use clap::{Arg, ArgAction, ArgMatches, Command};
use iamd_question::{LINE_BYTES_MAX, Options, answer_all};

/// Questions cannot be read or answers cannot be written. The text is one sentence.
#[derive(Debug, thiserror::Error)]
#[error("cannot go on with questions and answers: {0}")]
pub(super) struct PolicyError(io::Error);

const EXPLAIN: &str = "explain";

pub(super) fn command() -> Command {
    Command::new("policy")
        .about("Try out policies, without a server")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("decide")
                .about("Answer questions on standard input, a line of JSON each, in order")
                .arg(
                    Arg::new(EXPLAIN)
                        .long("explain")
                        .action(ArgAction::SetTrue)
                        .help(
                            "Add to each answer what every statement of every layer said, and why",
                        ),
                )
                .after_help(help()),
        )
}

/// The format in short.
fn help() -> String {
    format!(
        r#"A question, in one line of at most {} MiB:

  {{"id": ANY,
   "request": {{"principal": ARN | "anonymous" | {{"service": NAME}} | {{"federated": PROVIDER}},
               "action": "SERVICE:NAME", "resource": {{"arn": ARN | "*", "account": ID}},
               "context": {{KEY: VALUE | [VALUE, ...]}}}},
   "policies": {{"identity": [DOC, ...], "resource": DOC, "boundary": [DOC, ...],
                "session": [DOC, ...], "scp": [[DOC, ...], ...], "rcp": [[DOC, ...], ...]}}}}

Besides, "issuer": ARN is the user behind a federated user's session, "endpoint": [DOC, ...] are the
policies of the VPC endpoint, and "management": true says that the caller's account manages its
organisation. All of it stands in docs/policy-decide.md.

A question in a file of several lines is put on one by `jq -c . FILE | iamd policy decide`.

Its answer:

  {{"id", "decision": "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied",
   "layer", "statement": {{"policy", "index", "sid"}} | null, "error"}}

A malformed question gets an answer whose "error" says why, and the next one is read. The exit code
is 0 nevertheless. No data directory is needed, and none is looked at."#,
        LINE_BYTES_MAX >> 20
    )
}

/// Carries out one of the commands.
pub(super) fn run(matches: &ArgMatches) -> Result<(), PolicyError> {
    let options = Options {
        explain: matches.get_flag(EXPLAIN),
    };
    match answer_all(io::stdin().lock(), io::stdout().lock(), options) {
        // Whoever read the answers has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        answered => answered.map_err(PolicyError),
    }
}
