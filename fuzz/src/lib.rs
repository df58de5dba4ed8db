//! What the programs have in common.

pub use iamd_fuzz::{TARGETS, Target, mutate};
pub use iamd_testkit::SeededRandom;
pub use libfuzzer_sys;

/// The target of a name.
///
/// # Panics
/// There is none.
pub fn target(name: &str) -> &'static Target {
    let mut targets = TARGETS.iter();
    let found = targets.find(|target| target.name == name);
    found.expect("a program is named for a target")
}

/// One change in two is libFuzzer's own, which knows what code an input reaches; the other is one of
/// a text.
pub fn change(target: &Target, data: &mut [u8], size: usize, size_max: usize, seed: u32) -> usize {
    let size_max = size_max.min(target.bytes_max);
    let size = size.min(size_max);
    if seed % 2 == 0 {
        return libfuzzer_sys::fuzzer_mutate(data, size, size_max);
    }
    let made = mutate(&data[..size], size_max, &SeededRandom::new(seed.into()));
    data[..made.len()].copy_from_slice(&made);
    made.len()
}

/// The program of a target.
#[macro_export]
macro_rules! program {
    ($name:literal) => {
        use std::sync::LazyLock;

        use $crate::libfuzzer_sys;

        static TARGET: LazyLock<&'static $crate::Target> = LazyLock::new(|| $crate::target($name));

        libfuzzer_sys::fuzz_target!(|data: &[u8]| { (TARGET.run)(data) });

        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, size_max: usize, seed: u32| {
            $crate::change(*TARGET, data, size, size_max, seed)
        });
    };
}
