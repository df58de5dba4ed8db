//! What is said about buckets and objects.

use crate::BucketEvent;

pub(super) fn text(event: &BucketEvent<'_>) -> String {
    match event {
        BucketEvent::BucketCreated { bucket } => format!("Se creó el bucket {bucket}."),
        BucketEvent::ObjectPut { user, bucket, key } => {
            format!("{user} guardó el objeto {key} en {bucket}.")
        }
        BucketEvent::ObjectGot {
            user,
            bucket,
            key,
            content,
        } => format!("{user} obtuvo el objeto {key} de {bucket}: {content:?}"),
        BucketEvent::DeleteRefused {
            user,
            bucket,
            key,
            code,
        } => format!(
            "A {user} no se le permitió eliminar el objeto {key} de {bucket} ({code}), como se \
             esperaba: su política solo le deja obtener objetos."
        ),
        BucketEvent::BucketDeleted { bucket, objects } => {
            let objects = match objects {
                1 => "1 objeto".to_owned(),
                count => format!("{count} objetos"),
            };
            format!("Se eliminaron {objects} y el bucket {bucket}.")
        }
    }
}
