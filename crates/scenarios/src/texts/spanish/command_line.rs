//! The help, and what is said of a command line that is wrong.

use super::failures::address;
use crate::{command_line::Misuse, texts::Help};

pub(in crate::texts) fn help(part: Help) -> &'static str {
    match part {
        Help::Command => {
            "Ejecuta un programa de ejemplo de gestión de identidades y accesos contra AWS, iamd u \
             otro punto de enlace.\n\nLas credenciales, la región y el punto de enlace salen de \
             donde los toma todo SDK de AWS: el entorno (AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, …), \
             un perfil, etc. Si el entorno no dice nada y `iamd serve` se inició en esta carpeta, \
             salen de iamd-data/root-credentials.env. Lo que crea un programa se elimina al final, \
             también tras un error o Ctrl-C."
        }
        Help::Usage => "Uso:",
        Help::Programs => "Programas:",
        Help::Options => "Opciones:",
        Help::AccessKeys => {
            "Enumerar, crear, consultar, desactivar y eliminar las claves de acceso de un usuario"
        }
        Help::Users => {
            "Crear un usuario que puede leer un bucket y otro que también puede escribir, y ver \
             cómo lo intentan"
        }
        Help::Mfa => "Crear un rol que exige un dispositivo MFA y enumerar los buckets al asumirlo",
        Help::FederatedUrl => "Crear una URL que abre la consola con los permisos de un rol",
        Help::Account => {
            "Cambiar el alias de la cuenta y ver sus informes, su política de contraseñas y sus \
             proveedores"
        }
        Help::All => "Todos, uno tras otro",
        Help::Yes => {
            "No preguntar nada: ni antes de crear algo ni por los códigos, que entonces salen del \
             código QR"
        }
        Help::Credentials => {
            "Tomar el punto de enlace, la clave y la región de este archivo con líneas como export \
             AWS_ACCESS_KEY_ID=…, tal como lo escribe `iamd serve`"
        }
        Help::RoleProfile => {
            "Para mfa: crear el rol con este perfil de los archivos de AWS y, por tanto, en su \
             cuenta"
        }
        Help::SigninEndpoint => {
            "Para federated-url: el punto de enlace de federación; sin esta opción, /federation en \
             AWS_ENDPOINT_URL, o el de AWS"
        }
        Help::ConsoleUrl => {
            "Para federated-url: la página de la consola a la que lleva la URL; sin esta opción, \
             la primera de la consola de AWS, que iamd toma por la suya"
        }
        Help::Open => "Para federated-url: abrir la URL en el navegador",
        Help::Wait => {
            "Para federated-url: conservar el rol, también con --yes, hasta Intro o el fin de la \
             entrada estándar"
        }
        Help::Timeout => "Cuántos segundos puede durar una llamada; 30 si no se dice otra cosa",
        Help::Lang => {
            "El idioma de los textos: en, es, ja, zh o ko; sin esta opción, el de LC_ALL, \
             LC_MESSAGES o LANG"
        }
        Help::Json => "Escribir datos, un objeto JSON por línea, en lugar de frases",
        Help::ShowSecret => "Mostrar los secretos de las claves que se crean",
        Help::Verbose => "Registrar cada llamada en la salida de errores",
        Help::Help => "Mostrar esta ayuda",
        Help::Version => "Mostrar la versión",
        Help::ExitCodes => {
            "Códigos de salida: 0 llegó a su fin; 1 falló una llamada o la salida, o no se rechazó \
             lo que debía rechazarse; 2 línea de órdenes incorrecta; 3 quien llama, las \
             credenciales o el perfil no sirven para el programa; 4 no se confirmó; 5 algo quedó \
             sin eliminar; 130 interrumpido"
        }
    }
}

pub(in crate::texts) fn misuse(misuse: &Misuse) -> String {
    let what = match misuse {
        Misuse::NoProgram => "indique un programa".to_owned(),
        Misuse::UnknownProgram { name } => format!("no hay ningún programa {name}"),
        Misuse::UnknownOption { option } => format!("no se entiende {option}"),
        Misuse::NoValue { option } => format!("{option} necesita un valor"),
        Misuse::Twice { option } => format!("{option} aparece dos veces"),
        Misuse::NoSeconds { value, min, max } => {
            format!("{value} no es un número de segundos de {min} a {max}")
        }
        Misuse::NoAddress { value, fault } => {
            format!("{value} no es una dirección: {}", address(*fault))
        }
        Misuse::NotFor { option, program } => format!("{option} no es para {program}"),
        Misuse::Unreadable { detail } => format!("no se entiende la línea de órdenes: {detail}"),
    };
    format!("{what}; --help dice lo que hay")
}
