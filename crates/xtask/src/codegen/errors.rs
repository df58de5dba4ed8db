//! All error codes, one entry for each.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::{json, model::ErrorShape, names, plan::ServicePlan};

/// A code as it is written.
pub(super) struct ErrorPlan {
    pub(super) shape: ErrorShape,
    /// Variants of `Service` in which the code has another status, with that status.
    pub(super) elsewhere: Vec<(String, u16)>,
}

/// Codes of a service that its model does not name, as `errors.json` lists them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ErrorList {
    reason: String,
    service: String,
    status: u16,
    codes: Vec<String>,
}

/// Plans the errors of the models, those that are common to the query services, and those that
/// services have besides.
pub(super) fn plan(
    folder: &Path,
    services: &[ServicePlan],
    common: Vec<ErrorShape>,
) -> Result<Vec<ErrorPlan>> {
    let mut by_code: BTreeMap<String, ErrorPlan> = BTreeMap::new();
    let modelled = services.iter().flat_map(|service| &service.errors).cloned();
    for shape in modelled.chain(common) {
        let code = shape.code.clone();
        let known = by_code.entry(code.clone()).or_insert_with(|| ErrorPlan {
            shape: shape.clone(),
            elsewhere: Vec::new(),
        });
        ensure!(known.shape == shape, "{code} is defined in two ways");
    }
    let mut seen = BTreeSet::new();
    for list in json::read::<Vec<ErrorList>>(&folder.join("errors.json"))? {
        ensure!(
            !list.reason.is_empty(),
            "errors are listed without a reason"
        );
        let mut services = services.iter();
        let service = services.find(|service| service.name == list.service);
        let service = service.with_context(|| format!("there is no service {}", list.service))?;
        for code in &list.codes {
            ensure!(
                seen.insert((list.service.clone(), code.clone())),
                "{code} is listed twice"
            );
            let modelled = service.errors.iter().any(|error| error.code == *code);
            ensure!(!modelled, "the model of {} has {code}", list.service);
            add(&mut by_code, &list, code);
        }
    }
    Ok(by_code.into_values().collect())
}

fn add(by_code: &mut BTreeMap<String, ErrorPlan>, list: &ErrorList, code: &str) {
    let known = by_code.entry(code.to_owned()).or_insert_with(|| ErrorPlan {
        shape: ErrorShape {
            code: code.to_owned(),
            status: list.status,
            sender: list.status < 500,
        },
        elsewhere: Vec::new(),
    });
    if known.shape.status != list.status {
        let variant = names::type_name(&list.service);
        known.elsewhere.push((variant, list.status));
    }
}
