//! What is said when a program does not go to its end.

use std::{io, path::Path};

use super::{attempts::text as attempted, made::text as made};
use crate::{
    CredentialsFault, Failure, FileAttempt, Left, Problem, ProfileFault, QrFault,
    federation::InvalidAddress,
};

pub(in crate::texts) fn text(failure: &Failure) -> String {
    match failure {
        Failure::Call { attempt, problem } => {
            format!(
                "no se pudo {}: {}",
                attempted(attempt),
                problem_text(problem)
            )
        }
        Failure::NobodyThere { endpoint, detail } => format!(
            "nadie responde en {}: ¿está funcionando el servidor? ({detail})",
            endpoint.as_deref().unwrap_or("AWS")
        ),
        Failure::NoCredentials { detail } => no_credentials(detail),
        Failure::NotRefused { caller, attempt } => format!(
            "{caller} pudo {}, aunque ninguna política lo permite",
            attempted(attempt)
        ),
        Failure::NotAUser { arn } => format!(
            "este programa se ejecuta como usuario de IAM o como usuario raíz; quien llama es \
             \"{arn}\""
        ),
        Failure::NoFreeKey { user } => no_free_key(user),
        Failure::MayBeOurs { user, keys } => may_be_ours(user, keys),
        Failure::ReportNotReady { state } => {
            format!("el informe de credenciales no estuvo listo a tiempo; su estado es {state}")
        }
        Failure::Profile { name, fault } => profile(name, fault),
        Failure::Credentials { path, fault } => format!(
            "no se puede usar el archivo {}: {}",
            path.display(),
            lacking(fault)
        ),
        Failure::Declined => "no se creó nada, porque no lo confirmó".to_owned(),
        Failure::NobodyToAsk => "no hay a quién preguntar, porque la entrada estándar no es una \
                                 terminal: con --yes se ejecuta sin preguntas"
            .to_owned(),
        Failure::Interrupted => "interrumpido".to_owned(),
        Failure::Abandoned { left } => format!(
            "interrumpido otra vez antes de terminar la limpieza{}",
            still_there(left)
        ),
        Failure::LeftBehind { left } => {
            format!("la limpieza no está completa{}", still_there(left))
        }
        Failure::QrCode(fault) => format!(
            "no se puede leer el código QR del dispositivo MFA: {}",
            qr_code(fault)
        ),
        Failure::File {
            attempt,
            path,
            reason,
        } => file(*attempt, path, reason),
        Failure::Output(reason) => format!("no se puede escribir la salida: {reason}"),
        Failure::System(reason) => {
            format!("el sistema niega lo que el programa necesita: {reason}")
        }
    }
}

fn no_credentials(detail: &str) -> String {
    format!(
        "no hay ninguna clave de acceso con la que llamar ({detail}): establezca \
         AWS_ACCESS_KEY_ID y AWS_SECRET_ACCESS_KEY, o indique con --credentials el archivo que \
         escribió el servidor"
    )
}

fn no_free_key(user: &str) -> String {
    format!(
        "el usuario {user} ya tiene dos claves de acceso, el máximo: elimine una de ellas o \
         llame como un usuario que solo tenga una"
    )
}

fn may_be_ours(user: &str, keys: &[String]) -> String {
    format!(
        "se perdió una respuesta, y {user} tiene claves de acceso nuevas que pudo crear este \
         programa u otra persona: {}",
        keys.join(", ")
    )
}

fn profile(name: &str, fault: &ProfileFault) -> String {
    let fault = match fault {
        ProfileFault::Missing => {
            "no está ni en el archivo de credenciales ni en el de configuración de AWS".to_owned()
        }
        ProfileFault::Unreadable { detail } => detail.clone(),
        ProfileFault::NoEndpoint { file } => format!(
            "no tiene endpoint_url, y su clave no se envía al punto de enlace de {}, un archivo \
             que solo se encontró aquí: establezca endpoint_url en el perfil o indique el archivo \
             con --credentials",
            file.display()
        ),
    };
    format!("no se puede usar el perfil \"{name}\": {fault}")
}

fn file(attempt: FileAttempt, path: &Path, reason: &io::Error) -> String {
    let attempt = match attempt {
        FileAttempt::Write => "escribir",
        FileAttempt::Remove => "eliminar",
    };
    format!(
        "no se puede {attempt} el archivo {}: {reason}",
        path.display()
    )
}

fn problem_text(problem: &Problem) -> String {
    match problem {
        Problem::Refused {
            code,
            message,
            request_id,
        } => {
            let message = message.as_deref();
            let message = message.unwrap_or("el servicio lo rechazó y no dijo por qué");
            match request_id {
                Some(id) => format!("{message} ({code}, solicitud {id})"),
                None => format!("{message} ({code})"),
            }
        }
        Problem::TooSlow => {
            "no hubo respuesta a tiempo, así que puede haberse hecho de todos modos".to_owned()
        }
        Problem::Unreachable { detail } => {
            format!("no se puede establecer contacto con el servidor: {detail}")
        }
        Problem::NotMade { detail } => format!("no se pudo formar la solicitud: {detail}"),
        Problem::Address(fault) => address(*fault).to_owned(),
        Problem::NoCode { status } => {
            format!("no se entiende la respuesta: estado HTTP {status}, sin código de error")
        }
        Problem::Lacks { member } => format!("no se entiende la respuesta: le falta {member}"),
        Problem::NoJson => "no se entiende la respuesta: no es JSON".to_owned(),
        Problem::NotUnderstood { detail } => format!("no se entiende la respuesta: {detail}"),
    }
}

/// What is wrong with an address.
pub(super) fn address(fault: InvalidAddress) -> &'static str {
    match fault {
        InvalidAddress::NotOfTheWeb => {
            "una dirección empieza por https:// o http:// e indica un host"
        }
        InvalidAddress::NotBare => {
            "la dirección de un punto de enlace no tiene consulta ni fragmento"
        }
    }
}

fn lacking(fault: &CredentialsFault) -> String {
    match fault {
        CredentialsFault::Unreadable(reason) => reason.to_string(),
        CredentialsFault::TooLong => "es demasiado largo".to_owned(),
        CredentialsFault::Lacks { variable } => format!("le falta {variable}"),
    }
}

fn qr_code(fault: &QrFault) -> String {
    match fault {
        QrFault::Picture(reason) => format!("no es una imagen PNG que se pueda leer: {reason}"),
        QrFault::Count { count } => {
            format!("en la imagen hay {count} códigos QR en lugar de uno")
        }
        QrFault::Damaged(reason) => format!("está dañado: {reason}"),
        QrFault::NoSeed => {
            "no contiene una semilla para códigos que cambian con el tiempo".to_owned()
        }
    }
}

fn still_there(left: &[Left]) -> String {
    if left.is_empty() {
        return String::new();
    }
    let names: Vec<String> = left.iter().map(|left| made(&left.made)).collect();
    let commands: Vec<String> = left.iter().flat_map(Left::commands).collect();
    format!(
        "; elimine a mano, si aún existe: {}. Con las mismas credenciales, lo hacen estas \
         órdenes:\n  {}",
        names.join(", "),
        commands.join("\n  ")
    )
}
