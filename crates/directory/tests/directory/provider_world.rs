//! Identity providers in a world.

use iamd_api::iam;
use iamd_auth::Target;
use iamd_directory::{
    AssertionEncryption, Error, NewOidcProvider, NewSamlProvider, OidcProvider, SamlProvider,
};
use iamd_ident::{Arn, Secret};
use iamd_provider::{ClientIds, IssuerUrl, SamlDocument, SamlPrivateKey, Thumbprints};

use crate::world::{World, account};

const METADATA: &str = include_str!("../../../iam/tests/saml-metadata.xml");
pub(crate) const PRIVATE_KEY: &str = include_str!("../../../provider/tests/rsa-2048.pem");

pub(crate) fn saml_arn(name: &str) -> Arn {
    let text = format!("arn:aws:iam::{}:saml-provider/{name}", account());
    text.parse().unwrap()
}

pub(crate) fn oidc_arn(local: &str) -> Arn {
    let text = format!("arn:aws:iam::{}:oidc-provider/{local}", account());
    text.parse().unwrap()
}

pub(crate) fn document() -> SamlDocument {
    SamlDocument::parse(METADATA.to_owned()).unwrap()
}

pub(crate) fn private_key() -> SamlPrivateKey {
    SamlPrivateKey::parse(Secret::new(PRIVATE_KEY.to_owned())).unwrap()
}

pub(crate) fn new_saml(name: &str) -> NewSamlProvider {
    NewSamlProvider {
        name: name.parse().unwrap(),
        document: document(),
        encryption: AssertionEncryption::Allowed,
        private_key: Some(private_key()),
        tags: Vec::new(),
    }
}

pub(crate) fn new_oidc(local: &str) -> NewOidcProvider {
    NewOidcProvider {
        url: IssuerUrl::from_local(local).unwrap(),
        client_ids: ClientIds::default(),
        thumbprints: Thumbprints::default(),
        tags: Vec::new(),
    }
}

impl World {
    pub(crate) async fn create_saml(&self, name: &str) -> Result<SamlProvider, Error> {
        let new = new_saml(name);
        let act = |permit| self.directory.create_saml_provider(permit, new.clone());
        let target = Target::NewSamlProvider(new.name.clone());
        self.with_permit::<iam::CreateSAMLProvider, _, _, _>(target, act)
            .await
    }

    pub(crate) async fn get_saml(&self, name: &str) -> Result<SamlProvider, Error> {
        let arn = saml_arn(name);
        let act = |permit| self.directory.get_saml_provider(permit, &arn);
        let target = Target::SamlProvider(arn.clone());
        let found = self.with_permit::<iam::GetSAMLProvider, _, _, _>(target, act);
        found.await.map(|(provider, _)| provider)
    }

    pub(crate) async fn delete_saml(&self, name: &str) -> Result<(), Error> {
        let arn = saml_arn(name);
        let act = |permit| self.directory.delete_saml_provider(permit, &arn);
        let target = Target::SamlProvider(arn.clone());
        self.with_permit::<iam::DeleteSAMLProvider, _, _, _>(target, act)
            .await
    }

    pub(crate) async fn create_oidc(&self, local: &str) -> Result<OidcProvider, Error> {
        let new = new_oidc(local);
        let act = |permit| self.directory.create_oidc_provider(permit, new.clone());
        let target = Target::NewOidcProvider(local.to_owned());
        self.with_permit::<iam::CreateOpenIDConnectProvider, _, _, _>(target, act)
            .await
    }

    pub(crate) async fn get_oidc(&self, local: &str) -> Result<OidcProvider, Error> {
        let arn = oidc_arn(local);
        let act = |permit| self.directory.get_oidc_provider(permit, &arn);
        let target = Target::OidcProvider(arn.clone());
        self.with_permit::<iam::GetOpenIDConnectProvider, _, _, _>(target, act)
            .await
    }

    pub(crate) async fn delete_oidc(&self, local: &str) -> Result<(), Error> {
        let arn = oidc_arn(local);
        let act = |permit| self.directory.delete_oidc_provider(permit, &arn);
        let target = Target::OidcProvider(arn.clone());
        self.with_permit::<iam::DeleteOpenIDConnectProvider, _, _, _>(target, act)
            .await
    }
}
