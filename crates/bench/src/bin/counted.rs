//! `iamd` as it is, but it counts what it allocates and says so at its end.
//!
//! Counting costs time, so this program is for counting alone; times are taken of `iamd` itself.

use std::{alloc::System, io::Write, process::ExitCode};

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    let code = iamd_server::cli::main();
    let stats = COUNTED.stats();
    let counted = stats.allocations + stats.reallocations;
    let _ = writeln!(std::io::stderr().lock(), "{{\"allocations\":{counted}}}");
    code
}
