//! What fuzzing runs.
//!
//! A [`Target`] is a function over arbitrary bytes that panics if something is wrong. Two programs
//! call it: those of cargo-fuzz in `fuzz/`, which are led by what code an input reaches
//! (`cargo xtask fuzz`), and this crate's own test, which goes through a fixed number of inputs with
//! a fixed seed, so that every run of the tests tries the same ones.
//!
//! What this is not: part of the program. It does not ship, and nothing depends on it but `fuzz/`.
//!
//! ```text
//! fuzz/corpus/SEEDS/* ── mutate ──► bytes ── Target::run ──► nothing, or a panic
//!        ▲                 │
//!        └── libFuzzer ────┘
//! ```
//!
//! All inputs are text, so that a seed can be read and a finding understood. [`mutate()`] changes them
//! as text: it puts one quoted string in the place of another, so a document mostly stays one.
//!
//! ```
//! let target = iamd_fuzz::TARGETS.iter().find(|target| target.name == "parse");
//! (target.expect("there is one").run)(b"{\"Statement\": [}");
//! ```

mod answer;
mod certificates;
mod chunks;
mod decide;
mod documents;
mod forms;
mod heads;
mod imports;
mod matcher;
mod mutate;
mod naive;
mod question;
mod requests;
mod saml;
mod statement;
mod tokens;
mod values;

pub use mutate::mutate;

/// A property that must hold for all bytes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, also that of its program in `fuzz/fuzz_targets/`.
    pub name: &'static str,
    /// The folder in `fuzz/corpus/` that its seeds stand in.
    pub seeds: &'static str,
    /// LIMIT: bytes of an input; more would only make it slow.
    pub bytes_max: usize,
    /// Tries it on an input. It panics if the property does not hold.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 17] = [
    Target {
        name: "parse",
        seeds: "documents",
        bytes_max: 4096,
        run: documents::parse,
    },
    Target {
        name: "print",
        seeds: "documents",
        bytes_max: 4096,
        run: documents::print,
    },
    Target {
        name: "validate",
        seeds: "documents",
        bytes_max: 4096,
        run: documents::validate,
    },
    Target {
        name: "decide",
        seeds: "questions",
        bytes_max: 8192,
        run: decide::run,
    },
    Target {
        name: "answer",
        seeds: "lines",
        bytes_max: 8192,
        run: answer::run,
    },
    Target {
        name: "matcher",
        seeds: "patterns",
        bytes_max: 256,
        run: matcher::run,
    },
    Target {
        name: "values",
        seeds: "values",
        bytes_max: 256,
        run: values::run,
    },
    Target {
        name: "chunks",
        seeds: "chunks",
        bytes_max: 2048,
        run: chunks::run,
    },
    Target {
        name: "saml",
        seeds: "saml",
        bytes_max: 8192,
        run: saml::run,
    },
    Target {
        name: "chains",
        seeds: "chains",
        bytes_max: 8192,
        run: certificates::chains,
    },
    Target {
        name: "keys",
        seeds: "keys",
        bytes_max: 4096,
        run: certificates::keys,
    },
    Target {
        name: "ssh",
        seeds: "ssh",
        bytes_max: 4096,
        run: certificates::ssh,
    },
    Target {
        name: "heads",
        seeds: "heads",
        bytes_max: 4096,
        run: heads::run,
    },
    Target {
        name: "forms",
        seeds: "forms",
        bytes_max: 8192,
        run: forms::run,
    },
    Target {
        name: "tokens",
        seeds: "tokens",
        bytes_max: 8192,
        run: tokens::run,
    },
    Target {
        name: "requests",
        seeds: "requests",
        bytes_max: 8192,
        run: requests::run,
    },
    Target {
        name: "imports",
        seeds: "imports",
        bytes_max: 16384,
        run: imports::run,
    },
];
