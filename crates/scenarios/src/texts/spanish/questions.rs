//! What is asked.

use crate::Question;

pub(in crate::texts) fn text(question: &Question<'_>) -> String {
    let what = match question {
        Question::StandIn { user } => format!(
            "Se creará el usuario de IAM {user} con todos los permisos y una clave de acceso, y al \
             final se eliminará junto con todo lo que haya creado."
        ),
        Question::AccessKey { user } => {
            format!("Se creará una clave de acceso para {user} y al final se eliminará.")
        }
        Question::Users { bucket } => format!(
            "Se crearán dos usuarios de IAM, una clave de acceso y una política para cada uno, y el \
             bucket {bucket}; al final se eliminará todo."
        ),
        Question::Mfa {
            account,
            role_account,
        } => format!(
            "Se crearán un usuario de IAM con un dispositivo MFA y una clave de acceso en la cuenta \
             {account}, un rol y una política en la cuenta {role_account} y un archivo con un \
             código QR; al final se eliminará todo. Necesita una aplicación de autenticación que \
             pueda escanear el código QR."
        ),
        Question::FederatedUrl { role } => format!(
            "Se crearán el rol {role}, que puede leer todo lo que hay en S3, y una URL que abre la \
             consola con sus permisos a quien la tenga; al final se eliminará el rol."
        ),
        Question::Account { account } => format!(
            "La cuenta {account} tendrá otros alias por un momento y luego recuperará el suyo, si \
             lo tiene; se generará un informe de credenciales y, si la cuenta no tiene política de \
             contraseñas, se creará una y se volverá a eliminar."
        ),
        Question::Done => {
            return "Cuando termine con la consola, pulse Intro: entonces se elimina el rol."
                .to_owned();
        }
        Question::FirstCode => {
            return "El código que muestra su aplicación de autenticación:".to_owned();
        }
        Question::SecondCode => return "El código siguiente, en cuanto cambie:".to_owned(),
        Question::NextCode => return "Un código que aún no haya dado:".to_owned(),
    };
    format!("{what} ¿Continuar? [s/N]")
}
