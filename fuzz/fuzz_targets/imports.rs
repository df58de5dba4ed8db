#![no_main]

iamd_fuzz_programs::program!("imports");
