//! The `iamd` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    iamd_server::cli::main()
}
