//! `cargo xtask fuzz`: looks for input that breaks what must hold for all input.
//!
//! The programs stand in `fuzz/`, and are built by cargo-fuzz with a nightly compiler. What they run
//! stands in `crates/fuzz`, whose own tests try a slice of it without either.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, ensure};

use crate::{
    command::{Ended, run_shown, target_folder, works},
    report::say,
};

/// What `cargo xtask fuzz` is told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How long each target runs, in seconds (1 to 86400)
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    seconds: u32,
    /// The targets, all of them if none is named
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,
}

/// LIMIT: how long one input may take before it counts as a finding.
const INPUT_SECONDS_MAX: u32 = 10;

/// What became of a target.
struct Outcome {
    name: String,
    executions: u64,
    is_clean: bool,
}

/// Runs the targets one after the other. What they learn and what they find is kept under the
/// target folder; a target that finds something does not keep the others from running.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let known = names(&root.join("fuzz/fuzz_targets"))?;
    let targets = if arguments.targets.is_empty() {
        &known
    } else {
        &arguments.targets
    };
    for name in targets {
        ensure!(
            known.contains(name),
            "there is no target {name}: {}",
            known.join(", ")
        );
    }
    prepare(root)?;
    let folder = target_folder()?.join("fuzz");
    let outcomes: Vec<Outcome> = targets
        .iter()
        .map(|name| fuzz(root, &folder, name, arguments.seconds))
        .collect::<Result<_>>()?;
    say("");
    for Outcome {
        name,
        executions,
        is_clean,
    } in &outcomes
    {
        let found = if *is_clean {
            "nothing found"
        } else {
            "A FINDING"
        };
        say(format_args!(
            "{name:<10} {executions:>12} executions   {found}"
        ));
    }
    let is_clean = outcomes.iter().all(|outcome| outcome.is_clean);
    Ok(ExitCode::from(u8::from(!is_clean)))
}

/// The names of what stands in a folder, without their extensions.
fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default();
        names.push(name.to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Makes sure that there are a nightly compiler and cargo-fuzz.
fn prepare(root: &Path) -> Result<()> {
    ensure!(
        works(nightly().arg("--version")),
        "fuzzing needs a nightly compiler: rustup toolchain install nightly --profile minimal"
    );
    if !works(nightly().args(["fuzz", "--version"])) {
        let mut install = Command::new(env!("CARGO"));
        install.args(["install", "--locked", "cargo-fuzz"]);
        ensure!(
            run_shown(install, root)?.success,
            "cargo-fuzz cannot be installed"
        );
    }
    Ok(())
}

fn fuzz(root: &Path, folder: &Path, name: &str, seconds: u32) -> Result<Outcome> {
    say(format_args!("\n── {name} ──"));
    let learnt = folder.join("corpus").join(name);
    let findings = folder.join("findings").join(name);
    for folder in [&learnt, &findings] {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    // What is learnt is written to the first folder. The seeds of other targets are only read, and
    // do no harm.
    let seeds = root.join("fuzz/corpus");
    let seeds = names(&seeds)?.into_iter().map(|name| seeds.join(name));
    let folders: Vec<PathBuf> = [learnt].into_iter().chain(seeds).collect();
    let mut fuzz = nightly();
    // No sanitizer: there is no unsafe code in what runs.
    fuzz.args(["fuzz", "run", "--sanitizer", "none", "--target-dir"])
        .arg(folder.join("build"))
        .arg(name)
        .args(folders)
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={INPUT_SECONDS_MAX}"))
        .arg(format!("-artifact_prefix={}/", findings.display()))
        .args(["-print_final_stats=1", "-verbosity=0"]);
    let Ended { success, output } = run_shown(fuzz, root)?;
    Ok(Outcome {
        name: name.to_owned(),
        executions: executions(&output),
        is_clean: success,
    })
}

fn nightly() -> Command {
    let mut rustup = Command::new("rustup");
    rustup.args(["run", "nightly", "cargo"]);
    rustup
}

/// What libFuzzer says at its end: `stat::number_of_executed_units: 470682`.
fn executions(output: &str) -> u64 {
    let counts = output.lines().filter_map(|line| {
        let count = line.strip_prefix("stat::number_of_executed_units:")?;
        count.trim().parse::<u64>().ok()
    });
    counts.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executions_are_counted() {
        let output = "Done\nstat::number_of_executed_units: 470682\nstat::peak_rss_mb: 41\n";
        assert_eq!(executions(output), 470_682);
        assert_eq!(executions(""), 0);
    }

    #[test]
    fn targets_are_found_by_their_programs() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let targets = names(&root.join("fuzz/fuzz_targets")).unwrap();
        assert!(targets.contains(&"decide".to_owned()));
    }
}
