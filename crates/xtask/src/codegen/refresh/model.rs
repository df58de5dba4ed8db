//! The service models as botocore has them.

use std::{fs, io::Read as _, path::Path};

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::Value;

use crate::codegen::{
    json::Ordered,
    model::{ErrorShape, Model, Operation, QUERY, Shape},
};

/// Reads the newest model of a service.
pub(super) fn read(packages: &Path, service: &str) -> Result<Model> {
    let folder = packages.join("botocore/data").join(service);
    let mut versions: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
    versions.sort_by_key(fs::DirEntry::file_name);
    let newest = versions.pop().context("the service has no version")?;
    let packed = fs::File::open(newest.path().join("service-2.json.gz"))?;
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text)?;
    let source: SourceModel = serde_json::from_str(&text)?;
    source.reduce(service)
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
    xml_namespace: Option<String>,
}

impl SourceModel {
    fn reduce(self, service: &str) -> Result<Model> {
        let xml_namespace = self.xml_namespace();
        let is_query = self.metadata.protocol == QUERY;
        let mut operations = Vec::new();
        for (name, operation) in self.operations.0 {
            let operation = if is_query {
                operation.reduce(&name)?
            } else {
                operation.without_shapes()
            };
            operations.push((name, operation));
        }
        let mut shapes = Vec::new();
        for (name, shape) in self.shapes.0 {
            if is_query {
                let shape = shape.reduce(&name)?;
                shapes.push((name, shape));
            } else if shape.exception {
                let shape = shape.error_alone(&name);
                shapes.push((name, shape));
            }
        }
        Ok(Model {
            service: service.to_owned(),
            protocol: self.metadata.protocol,
            api_version: self.metadata.api_version,
            xml_namespace: xml_namespace.context("the service has no XML namespace")?,
            operations: Ordered(operations),
            shapes: Ordered(shapes),
        })
    }

    /// That of the service, or else the one that members of its shapes name.
    fn xml_namespace(&self) -> Option<String> {
        let shapes = self.shapes.iter();
        let members = shapes.flat_map(|(_, shape)| shape.members.iter());
        let mut of_members = members
            .filter_map(|(_, member)| member.xml_namespace.as_ref())
            .filter(|namespace| namespace.prefix.is_none())
            .map(|namespace| namespace.uri.clone());
        let of_service = self.metadata.xml_namespace.clone();
        of_service.or_else(|| of_members.next())
    }
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
    #[serde(rename = "xmlNamespace")]
    xml_namespace: Option<XmlNamespace>,
}

#[derive(Deserialize)]
struct XmlNamespace {
    prefix: Option<String>,
    uri: String,
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
    code: Option<String>,
    http_status_code: u16,
    sender_fault: Option<bool>,
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
            action: None,
        })
    }

    /// What is kept of an operation whose wire form is not generated.
    fn without_shapes(self) -> Operation {
        Operation {
            errors: self.errors.into_iter().map(|error| error.shape).collect(),
            ..Operation::default()
        }
    }
}

impl Reference {
    fn reduce(self) -> Result<String> {
        ensure!(
            self.location_name.is_none()
                && self.xml_attribute.is_none()
                && self.xml_namespace.is_none()
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
        let error = self.error(name);
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
            ..Shape::default()
        })
    }

    /// What is kept of an exception whose wire form is not generated.
    fn error_alone(&self, name: &str) -> Shape {
        Shape {
            kind: self.kind.clone(),
            error: self.error(name),
            ..Shape::default()
        }
    }

    fn error(&self, name: &str) -> Option<ErrorShape> {
        // The model's own default for the query protocol: the name of the shape, and 400.
        let status = self
            .error
            .as_ref()
            .map_or(400, |error| error.http_status_code);
        let error = self.error.as_ref();
        self.exception.then(|| ErrorShape {
            code: error
                .and_then(|error| error.code.clone())
                .unwrap_or_else(|| name.to_owned()),
            status,
            sender: error
                .and_then(|error| error.sender_fault)
                .unwrap_or(status < 500),
        })
    }
}
