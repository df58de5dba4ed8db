//! The result as a part of a document.

use std::{fmt::Write as _, fs, io::Write as _, path::Path, time::Duration};

use anyhow::{Context, Result};

use crate::{
    account::{Account, Latencies},
    cells::{Cell, Cells},
    life::Life,
    load::as_f64,
    objects::{Passed, Row},
};

/// What a measured part stands between.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    begin: &'static str,
    end: &'static str,
}

/// Those of the server.
pub(crate) const SERVER: Marks = Marks {
    begin: "<!-- bench:begin -->",
    end: "<!-- bench:end -->",
};

/// Those of objects.
pub(crate) const OBJECTS: Marks = Marks {
    begin: "<!-- bench-objects:begin -->",
    end: "<!-- bench-objects:end -->",
};

/// Those of an account as a whole.
pub(crate) const ACCOUNT: Marks = Marks {
    begin: "<!-- bench-account:begin -->",
    end: "<!-- bench-account:end -->",
};

/// Those of the decisions.
pub(crate) const DECISIONS: Marks = Marks {
    begin: "<!-- bench-decisions:begin -->",
    end: "<!-- bench-decisions:end -->",
};

/// The part that is measured, as Markdown.
pub(crate) fn render(seconds: u32, cells: &Cells, life: &Life) -> Result<String> {
    let mut text = String::new();
    writeln!(
        text,
        "Measured on {}, generator and server on the same machine, {seconds} s a cell.\n",
        machine()?
    )?;
    writeln!(
        text,
        "| operation | connections | answer | bare/s | iamd/s | ratio | p50 | p99 | bare p50 | bare p99 | generator | iamd | generator, bare | bare |"
    )?;
    writeln!(
        text,
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    )?;
    for cell in &cells.cells {
        writeln!(text, "{}", row(cell))?;
    }
    writeln!(
        text,
        "\nThe last four columns are shares of all processors: of the generator and of iamd while iamd was measured, of the generator and of the bare server while that was measured.\n"
    )?;
    writeln!(
        text,
        "| writes at once | transactions | syncs | writes a sync |\n|--:|--:|--:|--:|"
    )?;
    for cell in &cells.cells {
        if let Some((transactions, syncs)) = cell.store {
            let each =
                as_f64(usize::try_from(transactions)?) / as_f64(usize::try_from(syncs)?.max(1));
            writeln!(
                text,
                "| {} | {transactions} | {syncs} | {each:.1} |",
                cell.connections
            )?;
        }
    }
    writeln!(text, "\n| operation | allocations a request |\n|---|--:|")?;
    for (subject, count) in &cells.allocations {
        let count = count.map_or("not counted".to_owned(), |count| format!("{count:.1}"));
        writeln!(text, "| {} | {count} |", subject.call().action)?;
    }
    writeln!(text, "\n| life | |\n|---|--:|")?;
    for (what, value) in rows_of_life(life) {
        writeln!(text, "| {what} | {value} |")?;
    }
    Ok(text)
}

/// The part about objects, as Markdown.
pub(crate) fn render_objects(seconds: u32, rows: &[Row]) -> Result<String> {
    let mut text = String::new();
    writeln!(
        text,
        "Measured on {}, generator and server on the same machine, {seconds} s a row and server.\n",
        machine()?
    )?;
    writeln!(
        text,
        "| request | connections | bare | s3s-fs | iamd | of the bare server | of s3s-fs | p50 | bare p50 | s3s-fs p50 |"
    )?;
    writeln!(text, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")?;
    for row in rows {
        let rate = |passed: &Passed| match row.subject.large_bytes() {
            Some(bytes) => {
                let mebibytes = passed.per_second * as_f64(bytes) / as_f64(1 << 20);
                format!("{mebibytes:.0} MiB/s")
            }
            None => format!("{:.0}/s", passed.per_second),
        };
        let share = |of: &Passed| 100.0 * row.iamd.per_second / of.per_second;
        writeln!(
            text,
            "| {} | {} | {} | {} | {} | {:.0} % | {:.0} % | {} | {} | {} |",
            row.subject.name(),
            row.connections,
            rate(&row.bare),
            rate(&row.rival),
            rate(&row.iamd),
            share(&row.bare),
            share(&row.rival),
            microseconds(row.iamd.p50),
            microseconds(row.bare.p50),
            microseconds(row.rival.p50),
        )?;
    }
    Ok(text)
}

/// The part about an account as a whole, as Markdown.
pub(crate) fn render_account(account: &Account) -> Result<String> {
    let mut text = String::new();
    writeln!(
        text,
        "Measured on {}, generator and server on the same machine. {} users were made in {:.0} s; the server held {} then.\n",
        machine()?,
        account.users,
        account.filled_in.as_secs_f64(),
        mebibytes(account.filled_bytes),
    )?;
    writeln!(
        text,
        "| asked | answers | size | took | memory at most | reads meanwhile | p50 | p99 | longest | writes meanwhile | p50 | p99 | longest |"
    )?;
    writeln!(
        text,
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    )?;
    for row in &account.rows {
        writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            row.question.name(),
            row.answers,
            mebibytes(u64::try_from(row.bytes)?),
            milliseconds(row.took),
            mebibytes(row.memory_bytes),
            latencies(&row.reads),
            latencies(&row.writes),
        )?;
    }
    Ok(text)
}

fn latencies(of: &Latencies) -> String {
    format!(
        "{} | {} | {} | {}",
        of.count(),
        milliseconds(of.percentile(50)),
        milliseconds(of.percentile(99)),
        milliseconds(of.longest()),
    )
}

/// Writes the text to standard output.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Puts the text between the marks of the document.
pub(crate) fn replace(path: &Path, marks: Marks, text: &str) -> Result<()> {
    let old = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let new =
        between_marks(&old, marks, text).context("the document has no marks for the result")?;
    fs::write(path, new)?;
    Ok(())
}

fn between_marks(old: &str, marks: Marks, text: &str) -> Option<String> {
    let Marks { begin, end } = marks;
    let (before, rest) = old.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}\n{text}{end}{after}"))
}

fn row(cell: &Cell) -> String {
    let Cell {
        subject,
        connections,
        answer_bytes,
        bare,
        iamd,
        ..
    } = cell;
    let ratio = 100.0 * iamd.per_second / bare.per_second;
    format!(
        "| {} | {connections} | {answer_bytes} B | {:.0} | {:.0} | {ratio:.0} % | {} | {} | {} | {} | {} | {} | {} | {} |",
        subject.call().action,
        bare.per_second,
        iamd.per_second,
        microseconds(iamd.p50),
        microseconds(iamd.p99),
        microseconds(bare.p50),
        microseconds(bare.p99),
        percent(iamd.generator_share),
        percent(iamd.server_share),
        percent(bare.generator_share),
        percent(bare.server_share),
    )
}

fn rows_of_life(life: &Life) -> Vec<(String, String)> {
    let users = life.users;
    vec![
        (
            "first start to first answer, median of 20".to_owned(),
            milliseconds(life.first_start),
        ),
        (
            "later start to first answer, median of 20".to_owned(),
            milliseconds(life.start),
        ),
        (
            format!("start after SIGKILL with {users} users, to first answer"),
            milliseconds(life.start_after_kill),
        ),
        ("memory when idle".to_owned(), mebibytes(life.idle_bytes)),
        (
            format!("memory after a start with {users} users"),
            mebibytes(life.full_bytes),
        ),
        (
            "size of the program".to_owned(),
            mebibytes(life.program_bytes),
        ),
    ]
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn microseconds(time: Duration) -> String {
    format!("{} µs", time.as_micros())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn mebibytes(bytes: u64) -> String {
    let tenths = bytes * 10 / (1024 * 1024);
    format!("{}.{} MiB", tenths / 10, tenths % 10)
}

/// What everything runs on.
pub(crate) fn machine() -> Result<String> {
    let processors = std::thread::available_parallelism()?;
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model.map_or("unknown processors", |(_, model)| model.trim());
    Ok(format!("{processors} × {model}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let Marks { begin, end } = SERVER;
        let old = format!("a\n{begin}\nold\n{end}\nb\n");
        let new = between_marks(&old, SERVER, "new\n").unwrap();
        assert_eq!(new, format!("a\n{begin}\nnew\n{end}\nb\n"));
        assert_eq!(between_marks(&old, DECISIONS, "new"), None);
    }

    #[test]
    fn sizes_have_one_decimal() {
        assert_eq!(mebibytes(1024 * 1024 * 3 / 2), "1.5 MiB");
    }
}
