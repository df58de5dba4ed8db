//! `iamd-bench`: see the library of this package.

use std::process::ExitCode;

use anyhow::Result;

fn main() -> Result<ExitCode> {
    iamd_bench::main()
}
