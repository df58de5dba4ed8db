//! What has a name, a path and an id in an account: users, groups, roles, instance profiles.
//!
//! An entity is a record under its id and a record under its folded name, which makes names unique
//! and gives lists their order. All entities are found, made, renamed and listed in the same way.

use std::fmt;

use iamd_api::Action;
use iamd_auth::{Permit, PermitMismatch, Resource, UserFacts};
use iamd_ident::{
    AccountId, Arn, GroupName, InstanceProfileName, Path, RoleName, ServerCertificateName, Tag,
    UniqueId, UserName,
};
use iamd_store::{Snapshot, Table};

use crate::{
    Directory, Error, Page, PageRequest,
    draft::{Draft, load, load_from, parse, transact},
    keyspace,
    page::Walk,
    records::{NameRecord, Record},
};

/// The name of a kind of entities.
pub(crate) trait EntityName: fmt::Display + Clone + PartialEq + Send + Sync {
    /// The form in which two names are the same.
    fn folded(&self) -> String;
}

macro_rules! entity_names {
    ($($name:ty),*) => {$(
        impl EntityName for $name {
            fn folded(&self) -> String {
                Self::folded(self)
            }
        }
    )*};
}
entity_names!(
    UserName,
    GroupName,
    RoleName,
    InstanceProfileName,
    ServerCertificateName
);

/// A record that has a name.
pub(crate) trait Entity: Record + Clone + Send + Sync + 'static {
    /// Its name.
    type Name: EntityName;
    /// What it is called in ARNs and, there, in denial texts: `user`.
    const KIND: &'static str;
    /// Where such records lie, by id.
    const TABLE: Table;
    /// Where their names lie.
    const NAMES: Table;

    fn id(&self) -> UniqueId;
    fn name(&self) -> &Self::Name;
    fn path(&self) -> &Path;
    /// Gives it another name and path, each as it is where it stays.
    fn rename(&mut self, to: &Move<Self::Name>);

    /// Its tags, if it can have any.
    fn tags(&self) -> &[Tag] {
        &[]
    }

    /// The error for a name that nothing of this kind has.
    fn missing(name: &Self::Name) -> Error;
    /// The error for a name that is taken.
    fn taken(name: &Self::Name) -> Error;
}

/// What becomes of the name and path of an entity.
#[derive(Clone, Debug)]
pub(crate) struct Move<N> {
    pub(crate) name: Option<N>,
    pub(crate) path: Option<Path>,
}

/// Gives a record with the members `id`, `name` and `path` what all entities have.
macro_rules! entity {
    ($record:ty, $name:ty, $kind:literal, $table:ident, $names:ident, $missing:ident, $taken:ident $(, $tags:ident)?) => {
        impl $crate::entity::Entity for $record {
            type Name = $name;
            const KIND: &'static str = $kind;
            const TABLE: iamd_store::Table = $crate::keyspace::$table;
            const NAMES: iamd_store::Table = $crate::keyspace::$names;

            fn id(&self) -> iamd_ident::UniqueId {
                self.id
            }

            fn name(&self) -> &$name {
                &self.name
            }

            fn path(&self) -> &iamd_ident::Path {
                &self.path
            }

            fn rename(&mut self, to: &$crate::entity::Move<$name>) {
                if let Some(name) = &to.name {
                    self.name = name.clone();
                }
                if let Some(path) = &to.path {
                    self.path = path.clone();
                }
            }

            $(fn tags(&self) -> &[iamd_ident::Tag] {
                &self.$tags
            })?

            fn missing(name: &$name) -> $crate::Error {
                $crate::Error::$missing(name.clone())
            }

            fn taken(name: &$name) -> $crate::Error {
                $crate::Error::$taken(name.clone())
            }
        }
    };
}
pub(crate) use entity;

impl Directory {
    /// The ARN of an entity.
    pub(crate) fn entity_arn<E: Entity>(&self, account: AccountId, entity: &E) -> Arn {
        self.arn_for::<E>(account, entity.path(), entity.name())
    }

    /// The ARN that an entity has or would have.
    pub(crate) fn arn_for<E: Entity>(
        &self,
        account: AccountId,
        path: &Path,
        name: &E::Name,
    ) -> Arn {
        Arn::iam_entity(self.partition(), account, E::KIND, path, name)
    }

    /// The entity that has a name now.
    pub(crate) async fn find_entity<E: Entity>(
        &self,
        account: AccountId,
        name: &E::Name,
    ) -> Result<Option<E>, Error> {
        let place = keyspace::name(account, E::NAMES, &name.folded())?;
        let Some((found, _)) = load::<NameRecord>(self.store(), &place).await? else {
            return Ok(None);
        };
        let place = keyspace::entity(account, E::TABLE, found.id)?;
        let entity = load::<E>(self.store(), &place).await?;
        // It may have been renamed between the two steps.
        Ok(entity
            .map(|(entity, _)| entity)
            .filter(|entity| entity.name().folded() == name.folded()))
    }

    /// The entity that a reader wants to see, if the permit is for it.
    pub(crate) async fn permitted<E: Entity, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &E::Name,
    ) -> Result<E, Error> {
        let entity = self.find_entity::<E>(permit.account(), name).await?;
        let entity = entity.ok_or_else(|| E::missing(name))?;
        covers(
            permit,
            &self.entity_arn(permit.account(), &entity),
            entity.id(),
        )?;
        Ok(entity)
    }

    /// The entity that has a name, taken for granted by a draft.
    pub(crate) async fn draft_entity<E: Entity>(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        name: &E::Name,
    ) -> Result<E, Error> {
        let missing = || E::missing(name);
        let place = keyspace::name(account, E::NAMES, &name.folded())?;
        let found: NameRecord = draft.read(&place).await?.ok_or_else(missing)?;
        draft
            .read(&keyspace::entity(account, E::TABLE, found.id)?)
            .await?
            .ok_or_else(missing)
    }

    /// As [`Directory::draft_entity`], for who has a permit for it.
    pub(crate) async fn draft_permitted<E: Entity, O: Action>(
        &self,
        draft: &mut Draft<'_>,
        permit: &Permit<O>,
        name: &E::Name,
    ) -> Result<E, Error> {
        let account = permit.account();
        let entity = self.draft_entity::<E>(draft, account, name).await?;
        covers(permit, &self.entity_arn(account, &entity), entity.id())?;
        Ok(entity)
    }

    /// Plans the records of a new entity.
    pub(crate) async fn draft_new<E: Entity>(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        entity: &E,
    ) -> Result<(), Error> {
        let place = keyspace::name(account, E::NAMES, &entity.name().folded())?;
        if draft.read::<NameRecord>(&place).await?.is_some() {
            return Err(E::taken(entity.name()));
        }
        draft.put(place, &name_record(entity))?;
        put_entity(draft, account, entity)
    }

    /// Gives an entity another name or path.
    pub(crate) async fn move_entity<E: Entity, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &E::Name,
        to: Move<E::Name>,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut entity = self
                .draft_permitted::<E, O>(&mut draft, permit, name)
                .await?;
            let old_place = keyspace::name(account, E::NAMES, &entity.name().folded())?;
            entity.rename(&to);
            let new_place = keyspace::name(account, E::NAMES, &entity.name().folded())?;
            if new_place != old_place {
                if draft.read::<NameRecord>(&new_place).await?.is_some() {
                    return Err(E::taken(entity.name()));
                }
                draft.delete(old_place);
            }
            draft.put(new_place, &name_record(&entity))?;
            put_entity(&mut draft, account, &entity)
        });
        Ok(())
    }

    /// The entities whose path begins with `prefix`, in the order of their names.
    pub(crate) async fn list_entities<E: Entity>(
        &self,
        account: AccountId,
        list: &'static str,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<E>, Error> {
        let snapshot = self.snapshot().await?;
        let names = keyspace::names(account, E::NAMES);
        let mut walk = Walk::begin(&snapshot, list, &names, page)?;
        while let Some((_, stored)) = walk.next().await? {
            let (name, _) = parse::<NameRecord>(&stored)?;
            if !name.path.as_str().starts_with(prefix) {
                continue;
            }
            let entity = entity_in::<E>(&snapshot, account, name.id).await?;
            if let Some(entity) = entity
                && !walk.show(entity)
            {
                break;
            }
        }
        Ok(walk.page())
    }

    /// What decisions are told of the entity that has a name, or of what is not there. Its
    /// permissions boundary is for the caller to add.
    pub(crate) fn entity_resource<E: Entity>(
        &self,
        account: AccountId,
        name: &E::Name,
        entity: Option<&E>,
    ) -> Resource {
        let arn = match entity {
            Some(entity) => self.entity_arn(account, entity),
            None => self.arn_for::<E>(account, &Path::root(), name),
        };
        let shown = format!("{} {name}", E::KIND);
        let mut resource = Resource::named(arn.to_string(), account).shown_as(shown);
        if let Some(entity) = entity {
            resource.id = Some(entity.id().to_string());
            resource.tags = entity.tags().to_vec();
        }
        resource
    }

    /// What decisions are told of an entity as it is to be.
    pub(crate) fn moved_resource<E: Entity>(
        &self,
        account: AccountId,
        name: &E::Name,
        entity: Option<&E>,
        to: &Move<E::Name>,
    ) -> Resource {
        let (root, old_name) = (Path::root(), entity.map_or(name, Entity::name));
        let old_path = entity.map_or(&root, Entity::path);
        let new_path = to.path.as_ref().unwrap_or(old_path);
        let arn = self.arn_for::<E>(account, new_path, to.name.as_ref().unwrap_or(old_name));
        let tags = entity.map(|entity| entity.tags().to_vec());
        Resource::named(arn.to_string(), account).tagged(tags.unwrap_or_default())
    }
}

/// Checks that a permit is for what has this ARN and this id.
///
/// SECURITY: the decision may rest on tags or on a boundary. What has been made since under the same
/// name has others, and another id. What was decided on while there was nothing has none.
///
/// # Errors
/// It is for something else.
pub(crate) fn covers<O: Action>(
    permit: &Permit<O>,
    arn: &impl fmt::Display,
    id: impl fmt::Display,
) -> Result<(), Error> {
    permit.covers(arn)?;
    let (asked, permitted) = (id.to_string(), permit.resource_id());
    if permitted == Some(asked.as_str()) {
        return Ok(());
    }
    Err(Error::Permit(PermitMismatch {
        action: O::ROW.action,
        permitted: format!("{} ({})", permit.resource(), permitted.unwrap_or("none")),
        asked: format!("{arn} ({asked})"),
    }))
}

/// What decisions are told of a user by its facts alone.
pub(crate) fn user_resource(user: &UserFacts) -> Resource {
    let mut resource = Resource::named(user.arn.to_string(), user.account);
    resource.id = Some(user.id.to_string());
    resource.tagged(user.tags.clone())
}

/// Plans an entity as it is now.
pub(crate) fn put_entity<E: Entity>(
    draft: &mut Draft<'_>,
    account: AccountId,
    entity: &E,
) -> Result<(), Error> {
    draft.put(keyspace::entity(account, E::TABLE, entity.id())?, entity)
}

/// Plans that an entity is gone.
pub(crate) fn delete_entity<E: Entity>(
    draft: &mut Draft<'_>,
    account: AccountId,
    entity: &E,
) -> Result<(), Error> {
    draft.delete(keyspace::name(account, E::NAMES, &entity.name().folded())?);
    draft.delete(keyspace::entity(account, E::TABLE, entity.id())?);
    Ok(())
}

/// The entity with this id, as it is in a snapshot.
pub(crate) async fn entity_in<E: Entity>(
    snapshot: &Snapshot,
    account: AccountId,
    id: UniqueId,
) -> Result<Option<E>, Error> {
    load_from(snapshot, &keyspace::entity(account, E::TABLE, id)?).await
}

fn name_record<E: Entity>(entity: &E) -> NameRecord {
    NameRecord {
        id: entity.id(),
        path: entity.path().clone(),
    }
}
