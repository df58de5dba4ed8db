//! The result as Markdown.

use std::fmt::Write as _;

use anyhow::{Context, Result};

use super::{Compiled, Measured, shapes::Shape};
use crate::document::machine;

/// What was measured, and which aims were reached.
pub(crate) fn render(measured: &[Measured], compiled: &Compiled) -> Result<String> {
    let mut text = String::new();
    writeln!(
        text,
        "Measured on {}. The time of a decision: medians and 99th percentiles of batches.\n",
        machine()?
    )?;
    writeln!(
        text,
        "| questions | statements | iamd | p99 | Cedar | p99 | Cedar / iamd | allocations | Cedar's |"
    )?;
    writeln!(text, "|---|--:|--:|--:|--:|--:|--:|--:|--:|")?;
    for cell in measured {
        writeln!(text, "{}", row(cell))?;
    }
    let Compiled {
        name,
        bytes,
        iamd,
        cedar,
    } = compiled;
    writeln!(
        text,
        "\n| from text to a set of policies | bytes | iamd | p99 | Cedar | p99 | Cedar / iamd |\n|---|--:|--:|--:|--:|--:|--:|"
    )?;
    writeln!(
        text,
        "| {name} | {bytes} | {} | {} | {} | {} | {} |",
        time(iamd.median),
        time(iamd.p99),
        time(cedar.median),
        time(cedar.p99),
        times(cedar.median / iamd.median),
    )?;
    writeln!(text, "\n| aim | measured | |\n|---|--:|---|")?;
    for aim in aims(measured, compiled)? {
        let word = if aim.reached {
            "reached"
        } else {
            "not reached"
        };
        writeln!(text, "| {} | {} | {word} |", aim.what, aim.seen)?;
    }
    Ok(text)
}

fn row(cell: &Measured) -> String {
    let Measured {
        name,
        statements,
        iamd,
        cedar,
        allocations: [ours, theirs],
    } = cell;
    format!(
        "| {name} | {statements} | {} | {} | {} | {} | {} | {ours} | {theirs:.0} |",
        time(iamd.median),
        time(iamd.p99),
        time(cedar.median),
        time(cedar.p99),
        times(cedar.median / iamd.median),
    )
}

struct Aim {
    what: String,
    seen: String,
    reached: bool,
}

fn aims(measured: &[Measured], compiled: &Compiled) -> Result<Vec<Aim>> {
    let find = |shape: Shape, statements: usize| {
        let mut cells = measured.iter();
        cells
            .find(|cell| cell.name == shape.name() && cell.statements == statements)
            .context("every shape is measured in every size")
    };
    let indexed = [Shape::Actions, Shape::Resources];
    let mut aims = Vec::new();
    for shape in Shape::ALL {
        let median = find(shape, 50)?.iamd.median;
        aims.push(Aim {
            what: format!("50 statements, {}: median below 500 ns", shape.name()),
            seen: time(median),
            reached: median < 500.0,
        });
    }
    for shape in indexed {
        let growth = find(shape, 10_000)?.iamd.median / find(shape, 100)?.iamd.median;
        aims.push(Aim {
            what: format!("from 100 to 10,000 statements, {}: within 2×", shape.name()),
            seen: format!("{growth:.2}×"),
            reached: growth <= 2.0,
        });
    }
    for shape in Shape::ALL {
        let ratio = find(shape, 2)?.ratio();
        aims.push(Aim {
            what: format!("2 statements, {}: never slower than Cedar", shape.name()),
            seen: format!("{} faster", times(ratio)),
            reached: ratio >= 1.0,
        });
    }
    for shape in indexed {
        let ratio = find(shape, 1_000)?.ratio();
        aims.push(Aim {
            what: format!(
                "1,000 statements, {}: 100 times faster than Cedar",
                shape.name()
            ),
            seen: format!("{} faster", times(ratio)),
            reached: ratio >= 100.0,
        });
    }
    let most = measured.iter().map(|cell| cell.allocations[0]);
    let most = most.fold(0.0, f64::max);
    aims.push(Aim {
        what: "allocations of a decision: none".to_owned(),
        seen: most.to_string(),
        reached: most <= 0.0,
    });
    aims.push(Aim {
        what: format!("{} compiled within 1 ms", compiled.name),
        seen: time(compiled.iamd.median),
        reached: compiled.iamd.median < 1e6,
    });
    Ok(aims)
}

impl Measured {
    fn ratio(&self) -> f64 {
        self.cedar.median / self.iamd.median
    }
}

fn times(ratio: f64) -> String {
    if ratio < 10.0 {
        format!("{ratio:.1}×")
    } else {
        format!("{ratio:.0}×")
    }
}

/// A time in a unit in which it has few digits.
fn time(nanoseconds: f64) -> String {
    const UNITS: [&str; 3] = ["ns", "µs", "ms"];
    let mut value = nanoseconds;
    let mut units = UNITS.iter();
    let mut unit = units.next();
    while value >= 10_000.0 && units.len() > 0 {
        value /= 1_000.0;
        unit = units.next();
    }
    format!("{value:.0} {}", unit.unwrap_or(&"s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        for (nanoseconds, expect) in [
            (236.4, "236 ns"),
            (9_999.0, "9999 ns"),
            (43_105.0, "43 µs"),
            (24_062_640.0, "24 ms"),
            (3.6e13, "36000000 ms"),
        ] {
            assert_eq!(time(nanoseconds), expect);
        }
    }

    #[test]
    fn ratios_have_few_digits() {
        assert_eq!(times(7.26), "7.3×");
        assert_eq!(times(3_358.2), "3358×");
    }
}
