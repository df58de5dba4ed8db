//! Compares the engine with the second evaluator and writes what was found.

use std::{
    cell::RefCell,
    fmt::Write as _,
    fs,
    io::{BufRead as _, Write as _},
    path::PathBuf,
    process::ExitCode,
    time::Instant,
};

use anyhow::{Context as _, Result};
use clap::Parser;
use iamd_oracle::{
    End, Engine, Faults, Plan, Seen, answer, compare, comparison_report, hunt, hunt_report,
};

/// Compares the policy engine with a second, slow evaluator
#[derive(Parser)]
#[command(name = "iamd-oracle")]
struct Arguments {
    /// How many decisions to compare
    #[arg(long, default_value_t = 100_000)]
    decisions: u64,
    /// What the questions depend on
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many threads ask
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// How many kinds of disagreements to show
    #[arg(long, default_value_t = 20)]
    shown_max: usize,
    /// Also look for each of the forty-one planted faults
    #[arg(long)]
    faults: bool,
    /// How many questions to ask for each fault
    #[arg(long, default_value_t = 200_000)]
    fault_questions: u64,
    /// Answer the questions on standard input instead, by both
    #[arg(long)]
    ask: bool,
    /// Where to write the report, beside standard output
    #[arg(long)]
    report: Option<PathBuf>,
}

/// The real engine.
struct Real;

impl Engine for Real {
    fn answer(&self, question: &str) -> String {
        iamd_question::answer_line(question)
    }

    fn inline_fits(&self, documents: &[String], characters_max: usize) -> Option<bool> {
        let sum: usize = documents
            .iter()
            .map(|document| iamd_policy::counted_bytes(document))
            .sum();
        Some(sum <= characters_max)
    }
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if arguments.ask {
        return ask(&Real);
    }
    let (text, is_good) = run(&Real, &arguments);
    if let Some(path) = &arguments.report {
        fs::write(path, &text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut output = std::io::stdout().lock();
    output
        .write_all(text.as_bytes())
        .context("cannot write the report")?;
    Ok(if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Shows both answers to each line of standard input.
fn ask(engine: &dyn Engine) -> Result<ExitCode> {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.context("cannot read a question")?;
        let ours = answer(&line, Faults::NONE, &RefCell::new(Seen::default()));
        writeln!(output, "engine {}\noracle {ours}\n", engine.answer(&line))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The report, and whether everything is as it should be.
fn run(engine: &dyn Engine, arguments: &Arguments) -> (String, bool) {
    let began = Instant::now();
    let plan = Plan {
        decisions: arguments.decisions,
        seed: arguments.seed,
        threads: arguments.threads,
        shown_max: arguments.shown_max,
    };
    let comparison = compare(engine, plan);
    let mut text = String::from("# The engine and the second evaluator\n\n");
    text.push_str(&comparison_report(&comparison, arguments.seed));
    let mut is_good = comparison.disagreements == 0 && comparison.seen.missing().is_empty();
    if arguments.faults {
        let hunted = hunt(engine, arguments.seed, arguments.fault_questions);
        is_good &= hunted.iter().all(|it| it.end != End::Missed);
        text.push('\n');
        text.push_str(&hunt_report(&hunted));
    }
    let _ = writeln!(text, "\nTook {} seconds.", began.elapsed().as_secs());
    (text, is_good)
}
