//! The tags of users, roles, policies, providers and certificates.

use askama::Template;
use iamd_api::{Error, ErrorCode, iam};
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{
    holder::{Holder, HolderKind},
    parts::Part,
};
use crate::{
    answer::Answer, filled::Filled, form::Post, page::Page, refusal::Refusal, visitor::Visit,
};

/// Something that has tags.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tagged<'a> {
    /// A user, by name.
    User(&'a str),
    /// A role, by name.
    Role(&'a str),
    /// A policy, by ARN.
    Policy(&'a str),
    /// A SAML provider, by ARN.
    SamlProvider(&'a str),
    /// An OpenID Connect provider, by ARN.
    OidcProvider(&'a str),
    /// A server certificate, by name.
    ServerCertificate(&'a str),
}

impl Tagged<'_> {
    /// The tags.
    pub(crate) async fn tags<P: ConsolePorts, A: Audit>(
        self,
        visit: &Visit<P, A>,
    ) -> Result<Vec<iam::Tag>, Refused> {
        let members = [self.named(), ("MaxItems", "1000")];
        Ok(match self {
            Self::User(_) => visit.ask::<iam::ListUserTags>(&members).await?.tags,
            Self::Role(_) => visit.ask::<iam::ListRoleTags>(&members).await?.tags,
            Self::Policy(_) => visit.ask::<iam::ListPolicyTags>(&members).await?.tags,
            Self::SamlProvider(_) => visit.ask::<iam::ListSAMLProviderTags>(&members).await?.tags,
            Self::OidcProvider(_) => {
                let listed = visit.ask::<iam::ListOpenIDConnectProviderTags>(&members);
                listed.await?.tags
            }
            Self::ServerCertificate(_) => {
                visit
                    .ask::<iam::ListServerCertificateTags>(&members)
                    .await?
                    .tags
            }
        })
    }

    /// Sets a tag.
    pub(crate) async fn tag<P: ConsolePorts, A: Audit>(
        self,
        visit: &Visit<P, A>,
        key: &str,
        value: &str,
    ) -> Result<(), Refused> {
        let members = [
            self.named(),
            ("Tags.member.1.Key", key),
            ("Tags.member.1.Value", value),
        ];
        match self {
            Self::User(_) => visit.ask::<iam::TagUser>(&members).await,
            Self::Role(_) => visit.ask::<iam::TagRole>(&members).await,
            Self::Policy(_) => visit.ask::<iam::TagPolicy>(&members).await,
            Self::SamlProvider(_) => visit.ask::<iam::TagSAMLProvider>(&members).await,
            Self::OidcProvider(_) => visit.ask::<iam::TagOpenIDConnectProvider>(&members).await,
            Self::ServerCertificate(_) => visit.ask::<iam::TagServerCertificate>(&members).await,
        }
    }

    /// Removes a tag.
    pub(crate) async fn untag<P: ConsolePorts, A: Audit>(
        self,
        visit: &Visit<P, A>,
        key: &str,
    ) -> Result<(), Refused> {
        let members = [self.named(), ("TagKeys.member.1", key)];
        match self {
            Self::User(_) => visit.ask::<iam::UntagUser>(&members).await,
            Self::Role(_) => visit.ask::<iam::UntagRole>(&members).await,
            Self::Policy(_) => visit.ask::<iam::UntagPolicy>(&members).await,
            Self::SamlProvider(_) => visit.ask::<iam::UntagSAMLProvider>(&members).await,
            Self::OidcProvider(_) => visit.ask::<iam::UntagOpenIDConnectProvider>(&members).await,
            Self::ServerCertificate(_) => visit.ask::<iam::UntagServerCertificate>(&members).await,
        }
    }

    fn named(&self) -> (&'static str, &str) {
        match self {
            Self::User(name) => ("UserName", name),
            Self::Role(name) => ("RoleName", name),
            Self::Policy(arn) => ("PolicyArn", arn),
            Self::SamlProvider(arn) => ("SAMLProviderArn", arn),
            Self::OidcProvider(arn) => ("OpenIDConnectProviderArn", arn),
            Self::ServerCertificate(name) => ("ServerCertificateName", name),
        }
    }
}

/// The fields of the form for a tag by the members that they become.
pub(crate) const MEMBERS: [(&str, &str); 2] = [
    ("tags.1.member.key", "tag_key"),
    ("tags.1.member.value", "tag_value"),
];

#[derive(Template)]
#[template(path = "pages/tags.html")]
struct TagsPage {
    page: Page,
    holder: Holder,
    part: Part,
    tags: Result<Vec<iam::Tag>, Refusal>,
    filled: Filled,
}

/// The tags of a user or role.
pub(crate) async fn of_holder<P: ConsolePorts, A: Audit>(
    holder: Holder,
    visit: Visit<P, A>,
) -> Answer {
    show(&visit, holder, Filled::empty()).await
}

async fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: Holder,
    filled: Filled,
) -> Answer {
    let tags = match tagged(&holder) {
        Ok(tagged) => tagged.tags(visit).await,
        Err(refused) => Err(refused),
    };
    visit.show(&TagsPage {
        page: holder.page(visit),
        part: Part::Tags,
        tags: tags.map_err(|refused| visit.refusal(&refused)),
        holder,
        filled,
    })
}

/// Sets a tag of a user or role.
pub(crate) async fn add_to_holder<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let (key, value) = (
        fields.text("tag_key").trim(),
        fields.text("tag_value").trim(),
    );
    let tagged = tagged(&holder).map_err(|refused| visit.stop(&refused))?;
    match tagged.tag(&visit, key, value).await {
        Ok(()) => visit.done(&holder.path(&["tags"]), "tag-set", key),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let filled = visit.refused_form(filled, &refused, &MEMBERS);
            show(&visit, holder, filled).await
        }
    }
}

/// Removes a tag of a user or role.
pub(crate) async fn remove_from_holder<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let key = fields.text("tag_key");
    let tagged = tagged(&holder).map_err(|refused| visit.stop(&refused))?;
    let removed = tagged.untag(&visit, key).await;
    removed.map_err(|refused| visit.stop(&refused))?;
    visit.done(&holder.path(&["tags"]), "tag-removed", key)
}

/// SOURCE: IAM User Guide, "Tags for AWS Identity and Access Management resources": groups have none.
fn tagged(holder: &Holder) -> Result<Tagged<'_>, Refused> {
    match holder.kind {
        HolderKind::User => Ok(Tagged::User(&holder.name)),
        HolderKind::Role => Ok(Tagged::Role(&holder.name)),
        HolderKind::Group => {
            Err(Error::new(ErrorCode::InvalidInput, "Groups have no tags.").into())
        }
    }
}
