//! The structures of a service and how they stand on the wire.

use super::imports;
use crate::codegen::plan::{MemberKind, MemberPlan, Role, ServicePlan, StructurePlan};

/// The structures of one role.
pub(super) fn write(service: &ServicePlan, role: Role) -> String {
    let structures = service.structures.iter().filter(|one| one.role == role);
    let body: String = structures.map(write_one).collect();
    imports::with_imports(service, &body)
}

fn write_one(plan: &StructurePlan) -> String {
    let default = if plan.default { ", Default" } else { "" };
    let fields: String = plan.members.iter().map(field).collect();
    let mut text = format!(
        "#[derive(Clone, Debug{default})]\npub struct {} {{\n{fields}}}\n\n",
        plan.name
    );
    if plan.decode {
        text.push_str(&decode(plan));
    }
    if plan.encode {
        text.push_str(&encode(plan));
    }
    text
}

fn is_optional(member: &MemberPlan) -> bool {
    let collection = matches!(member.kind, MemberKind::List | MemberKind::Map);
    !member.required && !collection
}

fn field(member: &MemberPlan) -> String {
    let MemberPlan {
        field, rust_type, ..
    } = member;
    if is_optional(member) {
        format!("pub {field}: Option<{rust_type}>,\n")
    } else {
        format!("pub {field}: {rust_type},\n")
    }
}

fn decode(plan: &StructurePlan) -> String {
    let read = |member: &MemberPlan| {
        let verb = match (member.required, is_optional(member)) {
            (true, _) => "required",
            (false, true) => "optional",
            (false, false) => "or_empty",
        };
        let MemberPlan {
            name,
            field,
            constraint,
            ..
        } = member;
        format!("let {field} = source.{verb}({name:?}, &constraints::{constraint});\n")
    };
    let reads: String = plan.members.iter().map(read).collect();
    let field = |member: &MemberPlan| format!("{0}: {0}?,", member.field);
    let fields: String = plan.members.iter().map(field).collect();
    let source = if plan.members.is_empty() {
        "_"
    } else {
        "source"
    };
    format!(
        "impl Decode for {} {{\nfn decode({source}: &mut Source<'_>) -> Option<Self> {{\n\
         {reads}Some(Self {{ {fields} }})\n}}\n}}\n\n",
        plan.name
    )
}

fn encode(plan: &StructurePlan) -> String {
    let write = |member: &MemberPlan| {
        let MemberPlan { name, field, .. } = member;
        let structure = &plan.name;
        match (member.kind, is_optional(member)) {
            (MemberKind::List, _) => format!("out.list({structure:?}, {name:?}, &self.{field});\n"),
            (MemberKind::Map, _) => format!("out.map({structure:?}, {name:?}, &self.{field});\n"),
            (MemberKind::PolicyDocument, true) => format!(
                "out.optional({name:?}, self.{field}.as_deref().map(PolicyDocument).as_ref());\n"
            ),
            (MemberKind::PolicyDocument, false) => {
                format!("out.member({name:?}, &PolicyDocument(&self.{field}));\n")
            }
            (MemberKind::Value, true) => {
                format!("out.optional({name:?}, self.{field}.as_ref());\n")
            }
            (MemberKind::Value, false) => format!("out.member({name:?}, &self.{field});\n"),
        }
    };
    let writes: String = plan.members.iter().map(write).collect();
    let out = if plan.members.is_empty() { "_" } else { "out" };
    format!(
        "impl Encode for {} {{\nfn encode(&self, {out}: &mut Writer) {{\n{writes}}}\n}}\n\n",
        plan.name
    )
}
