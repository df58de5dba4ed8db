//! What is to be written, in terms of Rust.

use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::{Context, Result, ensure};

use super::{
    authorization::{self, Authorization},
    model::{self, ErrorShape, Model, OtherAction, Shape},
    names,
};

/// A service.
pub(super) struct ServicePlan {
    /// The module and the name in actions, such as `iam`.
    pub(super) name: String,
    /// The variant of `Service`, such as `Iam`.
    pub(super) variant: String,
    /// Whether it speaks awsQuery, whose shapes are written.
    pub(super) is_query: bool,
    pub(super) api_version: String,
    pub(super) xml_namespace: String,
    pub(super) operations: Vec<OperationPlan>,
    pub(super) structures: Vec<StructurePlan>,
    pub(super) enums: Vec<EnumPlan>,
    pub(super) constraints: Vec<ConstraintPlan>,
    pub(super) authorization: Authorization,
    /// The errors of its model.
    pub(super) errors: Vec<ErrorShape>,
}

pub(super) struct OperationPlan {
    pub(super) name: String,
    /// Service and action, such as `s3:ListBucket`.
    pub(super) action_name: String,
    /// The Rust type of the input, `()` for none.
    pub(super) input: String,
    /// The Rust type of the output, `()` for none.
    pub(super) output: String,
    pub(super) has_result: bool,
    pub(super) unsigned: bool,
    pub(super) action: authorization::Action,
    /// The variants of `ErrorCode`.
    pub(super) errors: BTreeSet<String>,
}

/// Which file a structure stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Input,
    Output,
    Shared,
}

pub(super) struct StructurePlan {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) decode: bool,
    pub(super) encode: bool,
    /// Whether every member has a default.
    pub(super) default: bool,
    pub(super) members: Vec<MemberPlan>,
}

pub(super) struct MemberPlan {
    /// The name on the wire.
    pub(super) name: String,
    pub(super) field: String,
    /// The Rust type, without `Option`.
    pub(super) rust_type: String,
    pub(super) required: bool,
    pub(super) kind: MemberKind,
    /// The constant that holds what the model demands of it.
    pub(super) constraint: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MemberKind {
    Value,
    PolicyDocument,
    List,
    Map,
}

pub(super) struct EnumPlan {
    pub(super) name: String,
    /// Variant and name on the wire.
    pub(super) values: Vec<(String, String)>,
}

/// What the model demands of a shape.
pub(super) struct ConstraintPlan {
    pub(super) constant: String,
    /// The Rust type, such as `List<Text>`.
    pub(super) rust_type: String,
    pub(super) shape: Shape,
    /// The constants of element, or of key and value.
    pub(super) inner: Vec<String>,
}

/// Plans a service.
pub(super) fn plan(model: &Model, authorization: &Authorization) -> Result<ServicePlan> {
    let planner = Planner::new(model)?;
    let shapes = planner.decoded.union(&planner.encoded);
    let shapes: BTreeSet<&str> = shapes.copied().collect();
    let mut service = ServicePlan {
        name: model.service.clone(),
        variant: names::type_name(&model.service),
        is_query: model.protocol == model::QUERY,
        api_version: model.api_version.clone(),
        xml_namespace: model.xml_namespace.clone(),
        operations: planner.operations(authorization)?,
        structures: Vec::new(),
        enums: Vec::new(),
        constraints: Vec::new(),
        authorization: authorization.clone(),
        errors: model
            .shapes
            .iter()
            .filter_map(|(_, shape)| shape.error.clone())
            .collect(),
    };
    for name in shapes {
        let shape = model.shape(name)?;
        if shape.kind == "structure" {
            service.structures.push(planner.structure(name, shape)?);
        }
        if !shape.values.is_empty() {
            service.enums.push(enumeration(name, shape)?);
        }
        if planner.decoded.contains(name) && !planner.roles.contains_key(name) {
            service.constraints.push(planner.constraint(name, shape)?);
        }
    }
    ensure_distinct(&service)?;
    Ok(service)
}

fn ensure_distinct(service: &ServicePlan) -> Result<()> {
    let mut seen = HashSet::new();
    let structures = service.structures.iter().map(|structure| &structure.name);
    let enums = service.enums.iter().map(|one| &one.name);
    let operations = service.operations.iter().map(|operation| &operation.name);
    let constraints = service
        .constraints
        .iter()
        .map(|constraint| &constraint.constant);
    for name in structures.chain(enums).chain(operations).chain(constraints) {
        ensure!(seen.insert(name), "two things are called {name}");
    }
    Ok(())
}

fn enumeration(name: &str, shape: &Shape) -> Result<EnumPlan> {
    let values = shape.values.iter();
    let values: Vec<_> = values
        .map(|value| (names::variant_name(value), value.clone()))
        .collect();
    let distinct: HashSet<_> = values.iter().map(|(variant, _)| variant).collect();
    ensure!(
        distinct.len() == values.len(),
        "two values of {name} have one name"
    );
    Ok(EnumPlan {
        name: names::type_name(name),
        values,
    })
}

struct Planner<'a> {
    model: &'a Model,
    /// Shapes that requests hold.
    decoded: HashSet<&'a str>,
    /// Shapes that answers hold.
    encoded: HashSet<&'a str>,
    roles: HashMap<&'a str, Role>,
}

impl<'a> Planner<'a> {
    fn new(model: &'a Model) -> Result<Self> {
        let mut planner = Self {
            model,
            decoded: HashSet::new(),
            encoded: HashSet::new(),
            roles: HashMap::new(),
        };
        for (_, operation) in model.operations.iter() {
            if let Some(input) = &operation.input {
                reach(model, input, &mut planner.decoded)?;
                planner.roles.insert(input, Role::Input);
            }
            if let Some(output) = &operation.output {
                reach(model, output, &mut planner.encoded)?;
                planner.roles.insert(output, Role::Output);
            }
        }
        Ok(planner)
    }

    fn operations(&self, authorization: &Authorization) -> Result<Vec<OperationPlan>> {
        let nothing = "()".to_owned();
        let rust_type = |shape: &Option<String>| {
            shape
                .as_deref()
                .map_or_else(|| nothing.clone(), names::type_name)
        };
        let mut plans = Vec::new();
        for (name, operation) in self.model.operations.iter() {
            let (action_name, action) = self.action(name, operation, authorization)?;
            let code = |error: &String| {
                let error = self.model.shape(error)?.error.as_ref();
                error.map(|error| error.code.clone()).context("no error")
            };
            plans.push(OperationPlan {
                name: name.to_owned(),
                action_name,
                input: rust_type(&operation.input),
                output: rust_type(&operation.output),
                has_result: operation.output.is_some(),
                unsigned: operation.unsigned,
                action,
                errors: operation.errors.iter().map(code).collect::<Result<_>>()?,
            });
        }
        Ok(plans)
    }

    /// The action that a policy must allow: its qualified name, and what is known of it.
    fn action(
        &self,
        name: &str,
        operation: &model::Operation,
        authorization: &Authorization,
    ) -> Result<(String, authorization::Action)> {
        let name = match &operation.action {
            None => name,
            Some(OtherAction::Own(action)) => action,
            Some(OtherAction::Foreign { action, access }) => {
                let known = authorization::Action::with_access(access.clone());
                return Ok((action.clone(), known));
            }
        };
        let action = authorization.actions.get(name);
        let action = action.with_context(|| format!("no authorization data for {name}"))?;
        Ok((format!("{}:{name}", self.model.service), action.clone()))
    }

    fn structure(&self, name: &str, shape: &Shape) -> Result<StructurePlan> {
        let member = |(member, target): (&str, &String)| {
            let target_shape = self.model.shape(target)?;
            Ok(MemberPlan {
                name: member.to_owned(),
                field: names::field_name(member),
                rust_type: self.rust_type(target)?,
                required: shape.required.iter().any(|required| required == member),
                kind: match target_shape.kind.as_str() {
                    "list" => MemberKind::List,
                    "map" => MemberKind::Map,
                    _ if target == "policyDocumentType" => MemberKind::PolicyDocument,
                    _ => MemberKind::Value,
                },
                constraint: names::constant_name(target),
            })
        };
        Ok(StructurePlan {
            name: names::type_name(name),
            role: self.roles.get(name).copied().unwrap_or(Role::Shared),
            decode: self.decoded.contains(name),
            encode: self.encoded.contains(name),
            default: self.has_default(name)?,
            members: shape.members.iter().map(member).collect::<Result<_>>()?,
        })
    }

    fn has_default(&self, name: &str) -> Result<bool> {
        let shape = self.model.shape(name)?;
        if shape.kind != "structure" {
            return Ok(shape.values.is_empty() && !shape.sensitive);
        }
        for required in &shape.required {
            let target = shape.members.get(required).context("a member")?;
            if !self.has_default(target)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn rust_type(&self, name: &str) -> Result<String> {
        let shape = self.model.shape(name)?;
        let plain = match shape.kind.as_str() {
            "structure" => names::type_name(name),
            "string" if !shape.values.is_empty() => names::type_name(name),
            "string" => "String".to_owned(),
            "integer" => "i32".to_owned(),
            "boolean" => "bool".to_owned(),
            "timestamp" => "Timestamp".to_owned(),
            "list" => format!("Vec<{}>", self.inner_types(shape)?.join(", ")),
            "map" => format!("BTreeMap<{}>", self.inner_types(shape)?.join(", ")),
            _ => "Vec<u8>".to_owned(),
        };
        Ok(if shape.sensitive {
            format!("Secret<{plain}>")
        } else {
            plain
        })
    }

    fn inner_types(&self, shape: &Shape) -> Result<Vec<String>> {
        inner(shape).map(|name| self.rust_type(name)).collect()
    }

    fn constraint(&self, name: &str, shape: &Shape) -> Result<ConstraintPlan> {
        Ok(ConstraintPlan {
            constant: names::constant_name(name),
            rust_type: self.constraint_type(name)?,
            shape: shape.clone(),
            inner: inner(shape).map(names::constant_name).collect(),
        })
    }

    fn constraint_type(&self, name: &str) -> Result<String> {
        let shape = self.model.shape(name)?;
        let inner: Vec<_> = inner(shape)
            .map(|name| self.constraint_type(name))
            .collect::<Result<_>>()?;
        Ok(match shape.kind.as_str() {
            "structure" => format!("Structure<{}>", names::type_name(name)),
            "list" => format!("List<{}>", inner.join(", ")),
            "map" => format!("Map<{}>", inner.join(", ")),
            "integer" => "Number".to_owned(),
            "boolean" => "Truth".to_owned(),
            _ if !shape.values.is_empty() => format!("OneOf<{}>", names::type_name(name)),
            _ if shape.sensitive => "SecretText".to_owned(),
            _ => "Text".to_owned(),
        })
    }
}

/// The shapes of a list's elements, or of a map's keys and values.
fn inner(shape: &Shape) -> impl Iterator<Item = &str> {
    let inner = [&shape.element, &shape.key, &shape.value];
    inner.into_iter().flatten().map(String::as_str)
}

fn reach<'a>(model: &'a Model, name: &'a str, seen: &mut HashSet<&'a str>) -> Result<()> {
    if seen.insert(name) {
        for reference in Model::references(model.shape(name)?) {
            reach(model, reference, seen)?;
        }
    }
    Ok(())
}
