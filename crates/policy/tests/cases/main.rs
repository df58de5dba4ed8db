//! Runs the literate cases beside it; `README.md` says how they are written.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

use std::{collections::BTreeSet, fs, path::Path};

mod ask;
mod case;
mod section;
mod table;
mod value;

use case::Case;
use section::Section;
use table::Table;

/// What cannot be read, or is not as written.
type Fault = String;

/// A line with its number in the file.
type Line<'t> = (usize, &'t str);

/// How many questions there must be at least, so that none is lost unseen. It only grows.
const QUESTIONS_MIN: usize = 2_815;

#[test]
fn every_case_is_decided_as_written() {
    let mut run = Run::default();
    for (file, text) in files() {
        let before = run.questions;
        if file != README {
            run.file(&file, &text);
            run.check(run.questions > before, || {
                format!("{file}: no case was found")
            });
        }
    }
    let enough = run.questions >= QUESTIONS_MIN;
    let questions = run.questions;
    run.check(enough, || format!("only {questions} questions were found"));
    assert!(run.faults.is_empty(), "\n{}\n", run.faults.join("\n"));
}

/// `README.md` is the way in: it links to every file, and what any file links to is there.
#[test]
fn every_file_and_section_is_found() {
    let mut run = Run::default();
    let files = files();
    let mut places = BTreeSet::new();
    for (file, text) in &files {
        places.insert(file.clone());
        places.extend(headings(text).map(|heading| format!("{file}#{}", anchor(heading))));
    }
    let (_, readme) = files.iter().find(|(file, _)| file == README).unwrap();
    let linked: BTreeSet<&str> = links(readme).collect();
    for (file, text) in &files {
        let named = file == README || linked.contains(&**file);
        run.check(named, || format!("{README} does not link to {file}"));
        for link in links(text) {
            run.check(places.contains(link), || {
                format!("{file}: {link} is nowhere")
            });
        }
        let lines = text.lines().count();
        run.check(lines <= LINES_MAX, || format!("{file} has {lines} lines"));
    }
    assert!(run.faults.is_empty(), "\n{}\n", run.faults.join("\n"));
}

const README: &str = "README.md";

/// A file is for one reading.
const LINES_MAX: usize = 400;

/// The files with their texts, by name.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let documents = paths.filter(|path| path.extension().is_some_and(|end| end == "md"));
    let mut files: Vec<(String, String)> = documents
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn headings(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| line.starts_with('#'));
    lines.map(|line| line.trim_start_matches('#').trim_start())
}

/// The anchor of a heading as Markdown's readers make it.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter_map(|character| match character {
        ' ' => Some('-'),
        '-' | '_' => Some(character),
        _ if character.is_alphanumeric() => Some(character.to_ascii_lowercase()),
        _ => None,
    });
    kept.collect()
}

/// What a text links to.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1);
    targets.filter_map(|rest| rest.split(')').next())
}

/// What was found while the files are run.
#[derive(Default)]
struct Run {
    questions: usize,
    faults: Vec<Fault>,
}

impl Run {
    fn check(&mut self, holds: bool, fault: impl FnOnce() -> Fault) {
        if !holds {
            self.faults.push(fault());
        }
    }

    /// Runs the cases of a file.
    fn file(&mut self, file: &str, text: &str) {
        let mut section = Section::default();
        let mut lines = (1..).zip(text.lines());
        while let Some((number, line)) = lines.next() {
            if line.starts_with("## ") {
                section = Section::default();
            }
            let Some(fence) = line.strip_prefix("```") else {
                continue;
            };
            let block: Vec<Line<'_>> = lines
                .by_ref()
                .take_while(|(_, line)| *line != "```")
                .collect();
            let words: Vec<&str> = fence.split_whitespace().collect();
            let done = match *words {
                ["json", name, ref place @ ..] => section.add(name, place, &block),
                ["case"] => {
                    self.cases(file, &section, &block);
                    Ok(())
                }
                ["table", key] => self.table(file, key, &block),
                _ => Err("a block is `json NAME …`, `case` or `table KEY`".to_owned()),
            };
            if let Err(fault) = done {
                self.faults.push(format!("{file}:{number}: {fault}"));
            }
        }
    }

    fn cases(&mut self, file: &str, section: &Section, block: &[Line<'_>]) {
        for lines in block.split(|(_, line)| line.is_empty()) {
            let number = lines.first().map_or(0, |(number, _)| *number);
            let lines: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
            let faults = Case::read(&lines).and_then(|case| case.faults(section));
            let faults = faults.unwrap_or_else(|fault| vec![fault]);
            self.questions += 1;
            let faults = faults
                .into_iter()
                .map(|fault| format!("{file}:{number}: {fault}"));
            self.faults.extend(faults);
        }
    }

    fn table(&mut self, file: &str, key: &str, block: &[Line<'_>]) -> Result<(), Fault> {
        let table = Table::read(key, block)?;
        self.questions += table.cell_count();
        let faults = table.faults().into_iter();
        self.faults
            .extend(faults.map(|(number, fault)| format!("{file}:{number}: {fault}")));
        Ok(())
    }
}
