//! Arrows between crates point down only.
//!
//! The floors stand in one place, the table of ARCHITECTURE.md whose first column is `floor`; this
//! rule reads that table, so the document cannot say something else than what is checked.

use std::collections::BTreeMap;

use super::{
    Checkout, Finding,
    documents::{ARCHITECTURE, table_cells},
    packages::{Dependency, Package},
    tree::{File, Tree},
};

/// The crate that wires everything, and that therefore nothing may need, tests included.
const TOP: &str = "server";

/// The crate that knows the house by its public wire alone, as any other client does.
const OUTSIDER: &str = "scenarios";

/// What the floor of a crate says that does not ship: it may need any crate, nothing needs it.
const NO_FLOOR: &str = "–";

/// Where a crate stands. A crate without a floor does not ship.
type Floors<'a> = BTreeMap<&'a str, Option<u8>>;

/// Every crate stands in the table, and needs only crates of lower floors.
pub(super) fn arrows_point_down(checkout: &Checkout) -> Vec<Finding> {
    let (floors, mut findings) = read_floors(&checkout.tree);
    for package in &checkout.packages {
        let Some(folder) = package.folder() else {
            continue;
        };
        if !floors.contains_key(folder) {
            let what = format!("the table of floors lacks the crate `{folder}`");
            findings.push(Finding::new(ARCHITECTURE, what));
        }
        findings.extend(package.dependencies.iter().filter_map(|dependency| {
            let what = objection(&floors, folder, dependency)?;
            Some(Finding::new(format!("crates/{folder}/Cargo.toml"), what))
        }));
    }
    findings.extend(vanished(&floors, &checkout.packages));
    findings
}

/// Why `folder` may not depend so, if there is a reason.
fn objection(floors: &Floors<'_>, folder: &str, dependency: &Dependency) -> Option<String> {
    let other = dependency.folder()?;
    if folder == OUTSIDER {
        return Some(format!("`{OUTSIDER}` uses the public wire alone"));
    }
    if dependency.is_for_tests {
        return (other == TOP).then(|| format!("tests must not need `{TOP}`"));
    }
    let from = *floors.get(folder)?;
    let to = *floors.get(other)?;
    match (from, to) {
        // What does not ship may need anything.
        (None, _) => None,
        (Some(_), None) => Some(format!("`{other}` does not ship: it is for tests only")),
        (Some(from), Some(to)) if to < from => None,
        (Some(from), Some(to)) => Some(format!(
            "floor {from} must not need `{other}` of floor {to}"
        )),
    }
}

fn vanished(floors: &Floors<'_>, packages: &[Package]) -> Vec<Finding> {
    let exists = |folder: &str| {
        packages
            .iter()
            .any(|package| package.folder() == Some(folder))
    };
    let missing = floors.keys().filter(|folder| !exists(folder));
    missing
        .map(|folder| {
            let what = format!("the table of floors names `{folder}`, which does not exist");
            Finding::new(ARCHITECTURE, what)
        })
        .collect()
}

/// Reads rows such as ``| 2 | `auth` | … |``; a row may name several crates.
fn read_floors(tree: &Tree) -> (Floors<'_>, Vec<Finding>) {
    let mut floors = Floors::new();
    let mut findings = Vec::new();
    let text = tree.text(ARCHITECTURE).unwrap_or_default();
    for (line, cells) in table_cells(File {
        path: ARCHITECTURE,
        text,
    }) {
        let [floor, crates, ..] = cells.as_slice() else {
            continue;
        };
        let floor = match (*floor, floor.parse()) {
            (NO_FLOOR, _) => None,
            (_, Ok(floor)) => Some(floor),
            _ => continue,
        };
        for name in crates.split('`').skip(1).step_by(2) {
            if floors.insert(name, floor).is_some() {
                findings.push(Finding::in_line(
                    ARCHITECTURE,
                    line,
                    format!("`{name}` again"),
                ));
            }
        }
    }
    (floors, findings)
}

#[cfg(test)]
mod tests {
    use super::{super::check, *};

    const TABLE: &str = "| floor | crate | what |\n|---|---|---|\n| 6 | `server` | all |\n\
                         | 2 | `store` | a |\n| 1 | `seal` `policy` | b |\n| – | `testkit` | c |\n";

    fn package(name: &str, dependencies: &[(&str, bool)]) -> Package {
        let dependencies = dependencies
            .iter()
            .map(|&(name, is_for_tests)| Dependency {
                name: name.to_owned(),
                is_for_tests,
            })
            .collect();
        Package {
            name: format!("iamd-{name}"),
            licence: None,
            is_ours: true,
            dependencies,
        }
    }

    fn house(packages: Vec<Package>) -> Checkout {
        let mut all = packages;
        for name in ["server", "store", "seal", "policy", "testkit"] {
            if !all.iter().any(|package| package.folder() == Some(name)) {
                all.push(package(name, &[]));
            }
        }
        Checkout {
            packages: all,
            ..Checkout::of_files(&[(ARCHITECTURE, TABLE)])
        }
    }

    #[test]
    fn arrows_that_point_down_are_kept() {
        let store = package("store", &[("iamd-seal", false), ("redb", false)]);
        let seal = package("seal", &[("iamd-testkit", true), ("iamd-store", true)]);
        let testkit = package("testkit", &[("iamd-server", false)]);
        check(arrows_point_down, &house(vec![store, seal, testkit]), &[]);
    }

    #[test]
    fn arrows_that_point_up_or_sideways_are_found() {
        let seal = package("seal", &[("iamd-store", false), ("iamd-policy", false)]);
        let place = "crates/seal/Cargo.toml: floor 1 must not need";
        let expected = [format!("{place} `store`"), format!("{place} `policy`")];
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(arrows_point_down, &house(vec![seal]), &expected);
    }

    #[test]
    fn what_does_not_ship_is_for_tests_and_the_server_for_nobody() {
        let store = package("store", &[("iamd-testkit", false), ("iamd-server", true)]);
        let expected = [
            "crates/store/Cargo.toml: `testkit` does not ship",
            "crates/store/Cargo.toml: tests must not need `server`",
        ];
        check(arrows_point_down, &house(vec![store]), &expected);
    }

    #[test]
    fn an_outsider_needs_nothing_of_the_house() {
        let mut checkout = house(vec![package("scenarios", &[("iamd-seal", false)])]);
        let table = format!("{TABLE}| 6 | `scenarios` | d |\n");
        checkout.tree = Tree::of(&[(ARCHITECTURE, &table)]);
        let expected = "crates/scenarios/Cargo.toml: `scenarios` uses the public wire alone";
        check(arrows_point_down, &checkout, &[expected]);
    }

    #[test]
    fn the_table_is_complete_and_current() {
        let mut checkout = house(vec![package("sts", &[])]);
        checkout
            .packages
            .retain(|package| package.folder() != Some("policy"));
        let expected = [
            "ARCHITECTURE.md: the table of floors lacks the crate `sts`",
            "ARCHITECTURE.md: the table of floors names `policy`",
        ];
        check(arrows_point_down, &checkout, &expected);
    }
}
