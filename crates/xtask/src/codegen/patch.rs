//! What the model files and AWS's authorization data are changed by, each change with its reason.

use std::{cell::Cell, path::Path};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::{
    authorization::{Action, Authorization},
    json::{self, Ordered},
    model::{ErrorShape, Model},
};

/// All changes.
pub(super) struct Patches {
    model: ModelPatches,
    differences: Vec<Difference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelPatches {
    /// Patterns that the `regex` crate writes in another way.
    patterns: Vec<PatternPatch>,
    /// Limits that the model has wrong.
    shapes: Vec<ShapePatch>,
    /// Members that the model calls required and the service leaves out.
    optional_members: Vec<OptionalMember>,
    /// Shapes whose violations the service reports in words of its own.
    own_words: Vec<OwnWords>,
    /// Errors that every operation may answer and the model does not name.
    common_errors: Vec<CommonError>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternPatch {
    reason: String,
    pattern: String,
    /// A text matches the pattern if it matches all of these as a whole.
    expressions: Vec<String>,
    #[serde(skip)]
    applied: Cell<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShapePatch {
    reason: String,
    /// Service and shape, such as `iam.markerType`.
    shape: String,
    min: Option<i64>,
    max: Option<i64>,
    pattern: Option<String>,
    sensitive: Option<bool>,
    /// Of a list: whether the service names it among the demands on elements that they are there.
    elements_not_null: Option<bool>,
    /// The values of an enumeration.
    values: Option<Vec<String>>,
    #[serde(skip)]
    applied: Cell<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionalMember {
    reason: String,
    /// Service and structure, such as `iam.User`.
    shape: String,
    members: Vec<String>,
    #[serde(skip)]
    applied: Cell<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnWords {
    reason: String,
    /// Services and shapes.
    shapes: Vec<String>,
    words: String,
}

#[derive(Deserialize)]
struct CommonError {
    reason: String,
    #[serde(flatten)]
    error: ErrorShape,
}

/// Where iamd's row of an action differs from AWS's authorization data.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    reason: String,
    /// Service and action, such as `sts:GetCallerIdentity`.
    action: String,
    access: Option<String>,
    resources: Option<Vec<String>>,
    condition_keys: Option<Vec<String>>,
    gate: Option<String>,
    mutating: Option<bool>,
    #[serde(skip)]
    applied: Cell<bool>,
}

/// Reads both files.
pub(super) fn load(folder: &Path) -> Result<Patches> {
    Ok(Patches {
        model: json::read(&folder.join("patches.json"))?,
        differences: json::read(&folder.join("differences.json"))?,
    })
}

impl Patches {
    /// Changes what belongs to the service.
    pub(super) fn apply(&self, model: &mut Model, actions: &mut Authorization) -> Result<()> {
        let service = model.service.clone();
        for patch in &self.model.shapes {
            if let Some(shape) = of_service(&patch.shape, '.', &service) {
                patch
                    .apply(shape, model)
                    .with_context(|| patch.shape.clone())?;
            }
        }
        for patch in &self.model.optional_members {
            if let Some(shape) = of_service(&patch.shape, '.', &service) {
                patch
                    .apply(shape, model)
                    .with_context(|| patch.shape.clone())?;
            }
        }
        for own in &self.model.own_words {
            ensure!(!own.reason.is_empty(), "{} has no reason", own.words);
            for shape in own
                .shapes
                .iter()
                .filter_map(|name| of_service(name, '.', &service))
            {
                let shape = model.shapes.get_mut(shape);
                let shape = shape.filter(|shape| shape.pattern.is_some());
                let shape = shape.with_context(|| format!("no pattern for: {}", own.words))?;
                shape.own_words = Some(own.words.clone());
            }
        }
        for difference in &self.differences {
            if let Some(action) = of_service(&difference.action, ':', &service) {
                difference.apply(action, &mut actions.actions);
            }
        }
        Ok(())
    }

    /// Fails if a change has lost its object.
    pub(super) fn check_all_applied(&self) -> Result<()> {
        let shapes = self.model.shapes.iter();
        let shapes = shapes.map(|patch| (&patch.shape, &patch.reason, &patch.applied));
        let differences = self.differences.iter();
        let differences = differences.map(|one| (&one.action, &one.reason, &one.applied));
        let members = self.model.optional_members.iter();
        let members = members.map(|patch| (&patch.shape, &patch.reason, &patch.applied));
        for (object, reason, applied) in shapes.chain(members).chain(differences) {
            ensure!(applied.get(), "{object} is patched but is not there");
            ensure!(!reason.is_empty(), "{object} is patched without a reason");
        }
        Ok(())
    }

    /// The pattern as expressions for the `regex` crate, all of which have to match.
    pub(super) fn expressions(&self, pattern: &str) -> Vec<String> {
        let by_hand = self
            .model
            .patterns
            .iter()
            .find(|patch| patch.pattern == pattern);
        if let Some(patch) = by_hand {
            patch.applied.set(true);
        }
        match by_hand {
            Some(patch) => patch.expressions.iter().map(|one| whole(one)).collect(),
            None => vec![whole(&from_java(pattern))],
        }
    }

    /// Fails if a pattern is translated that no shape has. To be called when all are written.
    pub(super) fn check_all_patterns_used(&self) -> Result<()> {
        for patch in &self.model.patterns {
            ensure!(
                patch.applied.get(),
                "no shape has the pattern {}",
                patch.pattern
            );
            ensure!(!patch.reason.is_empty(), "{} has no reason", patch.pattern);
        }
        Ok(())
    }

    /// Errors that every operation may answer and the model does not name.
    pub(super) fn common_errors(&self) -> Result<Vec<ErrorShape>> {
        for common in &self.model.common_errors {
            ensure!(
                !common.reason.is_empty(),
                "{} has no reason",
                common.error.code
            );
        }
        let errors = self.model.common_errors.iter();
        Ok(errors.map(|common| common.error.clone()).collect())
    }
}

/// What follows the service's name in a qualified name.
fn of_service<'a>(qualified: &'a str, separator: char, service: &str) -> Option<&'a str> {
    let (of, name) = qualified.split_once(separator)?;
    (of == service).then_some(name)
}

impl ShapePatch {
    fn apply(&self, shape: &str, model: &mut Model) -> Result<()> {
        let shape = model
            .shapes
            .get_mut(shape)
            .context("there is no such shape")?;
        shape.min = self.min.or(shape.min);
        shape.max = self.max.or(shape.max);
        shape.pattern = self.pattern.clone().or_else(|| shape.pattern.take());
        shape.sensitive = self.sensitive.unwrap_or(shape.sensitive);
        shape.elements_not_null = self.elements_not_null.unwrap_or(shape.elements_not_null);
        if let Some(values) = &self.values {
            shape.values.clone_from(values);
        }
        self.applied.set(true);
        Ok(())
    }
}

impl OptionalMember {
    fn apply(&self, shape: &str, model: &mut Model) -> Result<()> {
        let shape = model
            .shapes
            .get_mut(shape)
            .context("there is no such shape")?;
        for member in &self.members {
            ensure!(shape.required.contains(member), "{member} is not required");
        }
        shape
            .required
            .retain(|member| !self.members.contains(member));
        self.applied.set(true);
        Ok(())
    }
}

impl Difference {
    /// An action that AWS's reference does not have is added where an access level is given.
    fn apply(&self, name: &str, actions: &mut Ordered<Action>) {
        if actions.get(name).is_none() {
            let Some(access) = self.access.clone() else {
                return;
            };
            actions
                .0
                .push((name.to_owned(), Action::with_access(access)));
            actions.0.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        let Some(action) = actions.get_mut(name) else {
            return;
        };
        if let Some(access) = &self.access {
            action.access.clone_from(access);
        }
        if let Some(resources) = &self.resources {
            action.resources.clone_from(resources);
        }
        if let Some(condition_keys) = &self.condition_keys {
            action.condition_keys.clone_from(condition_keys);
        }
        action.gate.clone_from(&self.gate);
        action.mutating = self.mutating;
        self.applied.set(true);
    }
}

/// A pattern of AWS matches whole texts.
fn whole(expression: &str) -> String {
    format!(r"\A(?:{expression})\z")
}

/// Java's `\w` and `\d` are ASCII, the `regex` crate's are not; Java writes `\u007F` where the
/// crate writes `\x{007F}`.
fn from_java(pattern: &str) -> String {
    let mut expression = String::new();
    let mut in_class = false;
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            match letter {
                '[' => in_class = true,
                ']' => in_class = false,
                _ => {}
            }
            expression.push(letter);
            continue;
        }
        match (letters.next(), in_class) {
            (Some('w'), true) => expression.push_str("A-Za-z0-9_"),
            (Some('w'), false) => expression.push_str("[A-Za-z0-9_]"),
            (Some('d'), true) => expression.push_str("0-9"),
            (Some('d'), false) => expression.push_str("[0-9]"),
            (Some('u'), _) => {
                let digits: String = letters.by_ref().take(4).collect();
                expression.extend([r"\x{", &digits, "}"]);
            }
            (Some(other), _) => expression.extend(['\\', other]),
            (None, _) => expression.push('\\'),
        }
    }
    expression
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_lose_what_only_java_has() {
        for (java, expected) in [
            (r"[\w+=,.@-]+", "[A-Za-z0-9_+=,.@-]+"),
            (r"\d{12}", "[0-9]{12}"),
            (r"[\d]+", "[0-9]+"),
            (r"[\u0020-\u00FF]+", r"[\x{0020}-\x{00FF}]+"),
            (r"[\p{L}\-]", r"[\p{L}\-]"),
        ] {
            assert_eq!(from_java(java), expected);
        }
    }
}
