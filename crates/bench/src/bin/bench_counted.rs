//! Makes the decisions that `iamd-bench` times, and counts what they allocate.
//!
//! Counting costs time, so this program is for counting alone.

use std::{alloc::System, process::ExitCode};

use anyhow::Result;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<ExitCode> {
    iamd_bench::count_allocations(|| {
        let stats = COUNTED.stats();
        stats.allocations + stats.reallocations
    })
}
