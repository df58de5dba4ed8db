//! The policy engine beside Cedar: the same questions, put to both in turn.
//!
//! ```text
//! Case: caller, documents of AWS, 1,000 questions with their answers
//!   ├─ Iamd:  documents compiled and merged ──────────────┐
//!   └─ Cedar: documents translated, entities prepared ────┴─ check ─ time ─ table
//! ```

use std::{fmt::Write as _, process::Command};

use anyhow::{Context, Result, ensure};
use iamd_policy::SourceKind;

mod case;
mod cedar;
mod engine;
mod iamd;
mod read_only;
mod role_session;
mod shapes;
mod table;
mod timing;

use case::Case;
use cedar::Cedar;
use engine::{Engine, check};
use iamd::Iamd;
use role_session::Answers;
use shapes::{SIZES, Shape};
use timing::Time;

/// How many decisions allocations are counted over.
const COUNTED_DECISIONS: usize = 100;

/// A case with its times.
struct Measured {
    name: &'static str,
    statements: usize,
    iamd: Time,
    cedar: Time,
    /// Allocations of a decision.
    allocations: [f64; 2],
}

/// From text to policies that are ready to decide.
struct Compiled {
    name: &'static str,
    bytes: usize,
    iamd: Time,
    cedar: Time,
}

/// Measures every case, and makes a part of a document of it.
pub(crate) fn measure() -> Result<String> {
    let allocations = counted()?;
    let cases = cases()?;
    ensure!(allocations.len() == cases.len(), "each case is counted");
    let mut measured = Vec::new();
    for (case, allocations) in cases.iter().zip(allocations) {
        let (iamd, cedar) = prepare(case)?;
        let [of_iamd, of_cedar] = timing::side_by_side(&iamd, &cedar);
        measured.push(Measured {
            name: case.name,
            statements: case.statements,
            iamd: of_iamd,
            cedar: of_cedar,
            allocations,
        });
    }
    let compiled = compile(&read_only::case()?)?;
    table::render(&measured, &compiled)
}

/// Counts, for every case, the allocations of a decision: a line for each, iamd's first.
pub(crate) fn count_allocations(count: impl Fn() -> usize) -> Result<String> {
    let mut text = String::new();
    for case in cases()? {
        let of_iamd = count_of(&Iamd::prepare(&case)?, &count);
        let of_cedar = count_of(&Cedar::prepare(&case)?, &count);
        writeln!(text, "{of_iamd} {of_cedar}")?;
    }
    Ok(text)
}

fn cases() -> Result<Vec<Case>> {
    let shapes = Shape::ALL.into_iter();
    let shapes = shapes.flat_map(|shape| SIZES.map(|size| shape.case(size)));
    let sessions = Answers::ALL.map(Answers::case);
    Ok(shapes.chain([read_only::case()?]).chain(sessions).collect())
}

/// Both engines, which agree on every answer.
fn prepare(case: &Case) -> Result<(Iamd, Cedar)> {
    let iamd = Iamd::prepare(case)?;
    let cedar = Cedar::prepare(case)?;
    check(&iamd, case)?;
    check(&cedar, case)?;
    Ok((iamd, cedar))
}

fn compile(case: &Case) -> Result<Compiled> {
    let documents = &case.policies.identity;
    let text = cedar::text(case)?;
    Ok(Compiled {
        name: case.name,
        bytes: documents.iter().map(String::len).sum(),
        iamd: timing::repeated(|| iamd::set(documents, SourceKind::AwsManaged)),
        cedar: timing::repeated(|| cedar::read(&text)),
    })
}

/// The allocations of a decision, from the program that counts them.
fn counted() -> Result<Vec<[f64; 2]>> {
    let program = std::env::current_exe()?.with_file_name("iamd-bench-counted");
    let output = Command::new(program).output()?;
    ensure!(output.status.success(), "the allocations are not counted");
    let text = String::from_utf8(output.stdout)?;
    let line = |line: &str| {
        let (iamd, cedar) = line.split_once(' ')?;
        Some([iamd.parse().ok()?, cedar.parse().ok()?])
    };
    let lines = text.lines().filter(|line| !line.is_empty()).map(line);
    lines
        .collect::<Option<_>>()
        .context("a count of allocations is two numbers")
}

fn count_of(engine: &impl Engine, count: impl Fn() -> usize) -> f64 {
    let before = count();
    for number in 0..COUNTED_DECISIONS {
        std::hint::black_box(engine.is_allowed(number));
    }
    let decisions = crate::load::as_f64(COUNTED_DECISIONS);
    crate::load::as_f64(count() - before) / decisions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_know_the_answers() {
        let shapes = Shape::ALL.map(|shape| shape.case(3));
        let sessions = Answers::ALL.map(Answers::case);
        for case in shapes.into_iter().chain(sessions) {
            prepare(&case).unwrap();
        }
    }
}
