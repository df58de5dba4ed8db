//! A slice of `cargo xtask hostile`: the program, and requests that were tampered with.

use iamd_hostile::{Plan, run};

/// The same forgeries in every run, of every kind there is.
#[test]
fn no_forgery_is_accepted() {
    let report = run(&Plan {
        program: env!("CARGO_BIN_EXE_iamd").into(),
        requests: 20_000,
        seed: 8,
        connections: 4,
    });
    let report = report.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.requests(), 20_000);
    assert!(report.parsed() > 10_000, "most of them parse: {report}");
}
