//! The `iamd-scenarios` program.
fn main() {}
