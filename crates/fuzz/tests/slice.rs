//! A slice of what fuzzing does, the same in every run: for each target so many inputs, made from
//! its seeds with a fixed seed of chance.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::{fs, path::Path};

use iamd_fuzz::{TARGETS, mutate};
use iamd_testkit::SeededRandom;

fn slice(name: &str, inputs: usize) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let seeds = seeds(target.seeds);
    let chance = SeededRandom::new(0x0069_616d_6400);
    for seed in &seeds {
        (target.run)(seed);
    }
    // What was made is made into more: some inputs are many changes away from their seeds.
    let mut made = seeds;
    for number in 0..inputs {
        let from = usize::try_from(chance.next()).unwrap() % made.len();
        let input = mutate(&made[from], target.bytes_max, &chance);
        (target.run)(&input);
        if number % 16 == 0 {
            made.push(input);
        }
    }
}

fn seeds(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpus")
        .join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 5, "there are seeds");
    paths
        .into_iter()
        .map(|path| fs::read(path).unwrap())
        .collect()
}

#[test]
fn parse() {
    slice("parse", 250_000);
}

#[test]
fn print() {
    slice("print", 250_000);
}

#[test]
fn validate() {
    slice("validate", 200_000);
}

#[test]
fn decide() {
    slice("decide", 100_000);
}

#[test]
fn answer() {
    slice("answer", 40_000);
}

#[test]
fn matcher() {
    slice("matcher", 60_000);
}

#[test]
fn values() {
    slice("values", 15_000);
}

#[test]
fn chunks() {
    slice("chunks", 10_000);
}

#[test]
fn saml() {
    slice("saml", 20_000);
}

#[test]
fn chains() {
    slice("chains", 20_000);
}

#[test]
fn keys() {
    slice("keys", 20_000);
}

#[test]
fn ssh() {
    slice("ssh", 20_000);
}

#[test]
fn heads() {
    slice("heads", 40_000);
}

#[test]
fn forms() {
    slice("forms", 20_000);
}

#[test]
fn tokens() {
    slice("tokens", 50_000);
}

#[test]
fn imports() {
    slice("imports", 10_000);
}

#[test]
fn requests() {
    slice("requests", 10_000);
}

/// Each target has its program and its seeds.
#[test]
fn every_target_has_a_program() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    for target in TARGETS {
        let path = format!("fuzz_targets/{}.rs", target.name);
        assert!(fuzz.join(&path).exists(), "{path}");
        assert!(manifest.contains(&format!("path = \"{path}\"")), "{path}");
    }
    let programs = fs::read_dir(fuzz.join("fuzz_targets")).unwrap().count();
    assert_eq!(programs, TARGETS.len());
}
