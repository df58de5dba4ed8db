//! The `iamd` program.

use std::{alloc::System, process::ExitCode};

use zeroizing_alloc::ZeroAlloc;

/// SECURITY: each block of the heap is wiped when it is freed, whoever used it: the buffers of the
/// HTTP and TLS libraries, texts that grew, what was parsed. So no secret outlives its use by more
/// than the life of the connection that brought it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    iamd_server::cli::main()
}
