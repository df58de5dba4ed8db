//! What a plan is made with: names and ids of everything, and the records so far.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use iamd_ident::{AccountId, Arn, GroupName, IdKind, Path, RoleName, UniqueId, UserName};
use iamd_policy::{Document, DocumentKind};
use iamd_store::Key;

use super::{ImportError, ImportPlan, PortablePlace, Published, Remark, RemarkKind, Write};
use crate::{
    AccountQuota, ChosenKey, Directory, Error, KeyOwner, PolicyRef, Portable, PortableList,
    draft::load,
    keyspace,
    records::{AccountRecord, ImportRecord, MfaEntry, Record, encode},
};

/// LIMIT: how long a policy may be that is imported, in bytes. AWS's are shorter, white space aside.
const DOCUMENT_BYTES_MAX: usize = 128 * 1024;

/// LIMIT: bytes of a record that is made of lists of any length. It has to fit into a transaction.
const RECORD_BYTES_MAX: usize = 512 * 1024;

/// Where something stands, and what it is called.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) list: Option<PortableList>,
    pub(super) index: usize,
    pub(super) name: &'a (dyn fmt::Display + Sync),
}

impl<'a> At<'a> {
    pub(super) fn new(
        list: PortableList,
        index: usize,
        name: &'a (dyn fmt::Display + Sync),
    ) -> Self {
        Self {
            list: Some(list),
            index,
            name,
        }
    }

    /// The root user.
    pub(super) fn root() -> At<'static> {
        At {
            list: None,
            index: 0,
            name: &"",
        }
    }

    pub(super) fn fault(&self, member: impl Into<String>, what: impl Into<String>) -> ImportError {
        let member: String = member.into();
        let member = match self.list {
            Some(_) => member,
            None => format!("root_user.{member}"),
        };
        ImportError::Fault {
            place: PortablePlace {
                list: self.list,
                index: self.index,
                member,
            },
            what: what.into(),
        }
    }

    /// As remarks call it.
    pub(super) fn about(&self) -> String {
        let kind = match self.list {
            None => return "the root user".to_owned(),
            Some(PortableList::Policies) => "policy",
            Some(PortableList::Groups) => "group",
            Some(PortableList::Roles) => "role",
            Some(PortableList::InstanceProfiles) => "instance profile",
            Some(PortableList::Users) => "user",
            Some(PortableList::MfaDevices) => "MFA device",
            Some(PortableList::SamlProviders) => "SAML provider",
            Some(PortableList::OidcProviders) => "OpenID Connect provider",
            Some(PortableList::ServerCertificates) => "server certificate",
            Some(PortableList::Buckets) => "bucket",
        };
        format!("{kind} {}", self.name)
    }
}

/// How often a policy is used.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Uses {
    pub(super) attached: u32,
    pub(super) boundaries: u32,
}

/// A plan in the making.
pub(super) struct Planner<'a> {
    pub(super) directory: &'a Directory,
    pub(super) account: AccountId,
    /// By folded name.
    pub(super) groups: HashMap<String, UniqueId>,
    pub(super) roles: HashMap<String, UniqueId>,
    pub(super) users: HashMap<String, UniqueId>,
    /// The policies of the account by their ARNs.
    pub(super) policies: HashMap<String, UniqueId>,
    /// Users and roles by their ARNs.
    pub(super) arns: HashMap<String, UniqueId>,
    /// The ARNs of identity providers.
    pub(super) providers: HashSet<String>,
    pub(super) uses: HashMap<PolicyRef, Uses>,
    /// How many members groups have.
    pub(super) members: HashMap<UniqueId, u32>,
    /// The instance profiles that roles are in.
    pub(super) profiles_of_roles: HashMap<UniqueId, Vec<UniqueId>>,
    pub(super) devices: Vec<(KeyOwner, MfaEntry)>,
    ids: HashSet<UniqueId>,
    /// Ids of access keys, certificates and other things that are named by texts.
    taken: HashSet<String>,
    pub(super) plan: ImportPlan,
}

impl<'a> Planner<'a> {
    /// A plan for an account that there is not.
    pub(super) async fn new(
        directory: &'a Directory,
        portable: &Portable,
    ) -> Result<Self, ImportError> {
        let account = portable.account.id;
        let place = keyspace::account(account)?;
        let known = load::<AccountRecord>(directory.store(), &place).await?;
        let place = keyspace::import(account)?;
        let mark = load::<ImportRecord>(directory.store(), &place).await?;
        if known.is_some() || mark.is_some() {
            return Err(Error::AccountExists(account).into());
        }
        Ok(Self {
            directory,
            account,
            groups: HashMap::new(),
            roles: HashMap::new(),
            users: HashMap::new(),
            policies: HashMap::new(),
            arns: HashMap::new(),
            providers: HashSet::new(),
            uses: HashMap::new(),
            members: HashMap::new(),
            profiles_of_roles: HashMap::new(),
            devices: Vec::new(),
            ids: HashSet::new(),
            taken: HashSet::new(),
            plan: ImportPlan {
                account: AccountRecord {
                    id: account,
                    created: portable.account.created,
                    alias: None,
                },
                writes: Vec::new(),
                published: Vec::new(),
                buckets: Vec::new(),
                remarks: Vec::new(),
                root_key: None,
            },
        })
    }

    /// Takes note of the names and ids of everything that others name.
    pub(super) fn index(&mut self, portable: &Portable) -> Result<(), ImportError> {
        let (directory, account) = (self.directory, self.account);
        for (index, group) in portable.groups.iter().enumerate() {
            let at = At::new(PortableList::Groups, index, &group.name);
            self.take_id(at, group.id, IdKind::Group)?;
            known(&mut self.groups, at, group.name.folded(), group.id)?;
        }
        for (index, role) in portable.roles.iter().enumerate() {
            let at = At::new(PortableList::Roles, index, &role.name);
            self.take_id(at, role.id, IdKind::Role)?;
            known(&mut self.roles, at, role.name.folded(), role.id)?;
            let arn = self.arn("role", &role.path, &role.name);
            self.arns.insert(arn.to_string(), role.id);
        }
        for (index, user) in portable.users.iter().enumerate() {
            let at = At::new(PortableList::Users, index, &user.name);
            self.take_id(at, user.id, IdKind::User)?;
            known(&mut self.users, at, user.name.folded(), user.id)?;
            let arn = self.arn("user", &user.path, &user.name);
            self.arns.insert(arn.to_string(), user.id);
        }
        let mut names = HashMap::new();
        for (index, policy) in portable.policies.iter().enumerate() {
            let at = At::new(PortableList::Policies, index, &policy.name);
            self.take_id(at, policy.id, IdKind::ManagedPolicy)?;
            known(&mut names, at, policy.name.folded(), policy.id)?;
            let arn = directory.policy_arn(account, &policy.path, &policy.name);
            self.policies.insert(arn.to_string(), policy.id);
        }
        for provider in &portable.saml_providers {
            let arn = Arn::iam(
                directory.partition(),
                account,
                format_args!("saml-provider/{}", provider.name),
            );
            self.providers.insert(arn.to_string());
        }
        for provider in &portable.oidc_providers {
            let arn = directory.oidc_provider_arn(account, provider.url.without_scheme());
            self.providers.insert(arn.to_string());
        }
        self.over_quotas(portable);
        Ok(())
    }

    /// The plan, when everything is in it.
    pub(super) fn finish(mut self) -> Result<ImportPlan, ImportError> {
        self.aws_policies()?;
        self.plan.remarks.sort_by_key(|remark| remark.kind);
        Ok(self.plan)
    }

    /// Plans a record.
    pub(super) fn put<R: Record>(&mut self, key: Key, record: &R) -> Result<(), ImportError> {
        let bytes = encode(record).map_err(|error| Error::Corrupt {
            what: R::NAME,
            source: Box::new(error),
        })?;
        self.plan.writes.push(Write::Record(key, bytes));
        Ok(())
    }

    /// As [`Planner::put`], for a record that lists as much as was told.
    pub(super) fn put_bounded<R: Record>(
        &mut self,
        at: At<'_>,
        key: Key,
        record: &R,
    ) -> Result<(), ImportError> {
        self.put(key, record)?;
        match self.plan.writes.last() {
            Some(Write::Record(_, bytes)) if bytes.len() > RECORD_BYTES_MAX => {
                Err(at.fault("", format!("{} is too large", at.about())))
            }
            _ => Ok(()),
        }
    }

    /// Plans a record with a secret, which is sealed when it is written.
    pub(super) fn put_sealed<R: Record>(
        &mut self,
        key: Key,
        record: impl Fn(&Directory, &Key) -> Result<R, Error> + Send + Sync + 'static,
    ) {
        let place = key.clone();
        let seal = move |directory: &Directory| {
            let record = record(directory, &place)?;
            encode(&record).map_err(|error| Error::Corrupt {
                what: R::NAME,
                source: Box::new(error),
            })
        };
        self.plan.writes.push(Write::Sealed(key, Box::new(seal)));
    }

    pub(super) fn publish(&mut self, published: Published) {
        self.plan.published.push(published);
    }

    pub(super) fn remark(&mut self, kind: RemarkKind, at: At<'_>, said: impl Into<String>) {
        self.remark_on(kind, at.about(), said);
    }

    pub(super) fn remark_on(
        &mut self,
        kind: RemarkKind,
        about: impl Into<String>,
        said: impl Into<String>,
    ) {
        self.plan.remarks.push(Remark {
            kind,
            about: about.into(),
            said: said.into(),
        });
    }

    pub(super) fn root_key(&mut self, key: ChosenKey) {
        self.plan.root_key = Some(key);
    }

    /// Takes an id, which must be of its kind and new.
    pub(super) fn take_id(
        &mut self,
        at: At<'_>,
        id: UniqueId,
        kind: IdKind,
    ) -> Result<(), ImportError> {
        if id.kind() != Some(kind) {
            let prefix = kind.prefix();
            return Err(at.fault("id", format!("{id} does not begin with {prefix}")));
        }
        if self.ids.insert(id) {
            Ok(())
        } else {
            Err(at.fault("id", format!("{id} is there twice")))
        }
    }

    /// Whether an id is that of a user or role of the account.
    pub(super) fn is_own(&self, id: UniqueId) -> bool {
        matches!(id.kind(), Some(IdKind::User | IdKind::Role)) && self.ids.contains(&id)
    }

    /// Takes what is named by a text and must be there once.
    ///
    /// SECURITY: the text is not told, for a secret may stand in the place of an id.
    pub(super) fn take(
        &mut self,
        at: At<'_>,
        member: &str,
        text: String,
    ) -> Result<(), ImportError> {
        let fault = at.fault(member, "this is there twice");
        if self.taken.insert(text) {
            Ok(())
        } else {
            Err(fault)
        }
    }

    /// Looks at a policy of users, groups or roles: whether it can be kept, and whether it is
    /// understood.
    pub(super) fn document(
        &mut self,
        at: At<'_>,
        (member, what): (&str, &str),
        (document, kind): (&str, DocumentKind<'_>),
    ) -> Result<Option<Document>, ImportError> {
        if document.len() > DOCUMENT_BYTES_MAX {
            return Err(at.fault(
                member,
                format!("a policy of more than {DOCUMENT_BYTES_MAX} bytes"),
            ));
        }
        let about = format!("{}, {what}", at.about());
        match Document::parse(document) {
            Ok(parsed) => {
                if let Err(error) = parsed.validate(kind) {
                    let said = format!("it counts as it is, but could not be saved again: {error}");
                    self.remark_on(RemarkKind::NotUnderstood, about, said);
                }
                Ok(Some(parsed))
            }
            Err(error) => {
                let said = format!(
                    "it cannot be understood, so everything that it bears on is denied: {error}"
                );
                self.remark_on(RemarkKind::NotUnderstood, about, said);
                Ok(None)
            }
        }
    }

    pub(super) fn arn(&self, kind: &str, path: &Path, name: &impl fmt::Display) -> Arn {
        Arn::iam_entity(self.directory.partition(), self.account, kind, path, name)
    }

    pub(super) fn group(
        &self,
        at: At<'_>,
        member: String,
        name: &GroupName,
    ) -> Result<UniqueId, ImportError> {
        let found = self.groups.get(&name.folded()).copied();
        found.ok_or_else(|| at.fault(member, format!("there is no group {name}")))
    }

    pub(super) fn role(&self, at: At<'_>, name: &RoleName) -> Result<UniqueId, ImportError> {
        let found = self.roles.get(&name.folded()).copied();
        found.ok_or_else(|| at.fault("role", format!("there is no role {name}")))
    }

    pub(super) fn user(&self, at: At<'_>, name: &UserName) -> Result<UniqueId, ImportError> {
        let found = self.users.get(&name.folded()).copied();
        found.ok_or_else(|| at.fault("enabled.owner", format!("there is no user {name}")))
    }

    /// An account may bring more than it could make here.
    fn over_quotas(&mut self, portable: &Portable) {
        let counts = [
            (AccountQuota::Users, portable.users.len()),
            (AccountQuota::Groups, portable.groups.len()),
            (AccountQuota::Roles, portable.roles.len()),
            (AccountQuota::Policies, portable.policies.len()),
            (
                AccountQuota::InstanceProfiles,
                portable.instance_profiles.len(),
            ),
            (AccountQuota::MfaDevices, portable.mfa_devices.len()),
            (
                AccountQuota::ServerCertificates,
                portable.server_certificates.len(),
            ),
            (AccountQuota::SamlProviders, portable.saml_providers.len()),
            (AccountQuota::OidcProviders, portable.oidc_providers.len()),
        ];
        for (kind, count) in counts {
            let most = self.directory.account_quotas().most(kind);
            if u64::try_from(count).unwrap_or(u64::MAX) > most {
                let said = format!("there are {count}, and the quota is {most}: none can be added");
                self.remark_on(RemarkKind::OverQuota, kind.to_string(), said);
            }
        }
    }
}

/// Notes a name, which must be new.
fn known(
    names: &mut HashMap<String, UniqueId>,
    at: At<'_>,
    folded: String,
    id: UniqueId,
) -> Result<(), ImportError> {
    match names.insert(folded, id) {
        None => Ok(()),
        Some(_) => Err(at.fault("name", format!("{} is there twice", at.name))),
    }
}
