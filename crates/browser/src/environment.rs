//! Which programs are used.

use std::{env, path::PathBuf};

/// The programs that tests start, and files that they need.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The server.
    pub iamd: PathBuf,
    /// The sample programs.
    pub scenarios: PathBuf,
    /// What drives the browser.
    pub chromedriver: PathBuf,
    /// The browser.
    pub chromium: PathBuf,
    /// The script that finds what keeps people out of a page.
    pub axe_core: PathBuf,
    /// A Python that has boto3 and requests.
    pub python: PathBuf,
    /// Where screenshots are written, if they are wanted.
    pub screenshots: Option<PathBuf>,
}

impl Environment {
    /// Those that the environment names; what it does not name is looked for where
    /// `cargo xtask test` puts it.
    #[expect(
        clippy::disallowed_methods,
        reason = "the edge of the tests: nothing else reads the environment"
    )]
    pub fn current() -> Self {
        let target = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target"));
        let named = |name: &str| env::var_os(name).map(PathBuf::from);
        let or = |name: &str, path: PathBuf| named(name).unwrap_or(path);
        Self {
            iamd: or("IAMD", target.join("debug/iamd")),
            scenarios: or("IAMD_SCENARIOS", target.join("debug/iamd-scenarios")),
            chromedriver: or("CHROMEDRIVER", "chromedriver".into()),
            chromium: or("CHROMIUM", "/usr/bin/chromium".into()),
            axe_core: or(
                "AXE_CORE",
                target.join("clients/javascript/node_modules/axe-core/axe.min.js"),
            ),
            python: or("PYTHON", target.join("clients/bin/python")),
            screenshots: named("IAMD_SCREENSHOTS"),
        }
    }
}
