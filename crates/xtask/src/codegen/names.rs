//! Names in Rust for names of the model.

/// Words of the model that are written in another way than their letters suggest.
const WORDS: [(&str, &str); 4] = [
    ("OpenIDConnect", "OpenIdConnect"),
    ("ClientIDs", "ClientIds"),
    ("QRCodePNG", "QrCodePng"),
    ("URLs", "Urls"),
];

/// `userNameType` as a type: `UserNameType`.
pub(super) fn type_name(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// `MFADeviceName` as a field: `mfa_device_name`.
pub(super) fn field_name(name: &str) -> String {
    let field = words(name).join("_").to_ascii_lowercase();
    match field.as_str() {
        "type" => "r#type".to_owned(),
        _ => field,
    }
}

/// `userNameType` as a constant: `USER_NAME_TYPE`.
pub(super) fn constant_name(name: &str) -> String {
    words(name).join("_").to_ascii_uppercase()
}

/// The value of an enum as its variant: `SERVICE_LEVEL` is `ServiceLevel`, `text/csv` is `TextCsv`.
pub(super) fn variant_name(value: &str) -> String {
    value
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .map(|word| {
            let shouted = word.len() > 1 && !word.chars().any(|letter| letter.is_ascii_lowercase());
            let word = if shouted {
                word.to_ascii_lowercase()
            } else {
                word.to_owned()
            };
            type_name(&word)
        })
        .collect()
}

/// The words of a name in camel case. A run of capitals is one word, but for its last letter if a
/// small one follows; digits belong to the word before them.
fn words(name: &str) -> Vec<String> {
    let name = WORDS
        .iter()
        .fold(name.to_owned(), |name, (from, to)| name.replace(from, to));
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(place + 1);
        let starts = letter.is_ascii_uppercase()
            && (before.is_none_or(|before| !before.is_ascii_uppercase())
                || after.is_some_and(char::is_ascii_lowercase));
        match words.last_mut().filter(|_| !starts) {
            Some(word) => word.push(*letter),
            None => words.push(letter.to_string()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_in_snake_case() {
        for (name, field) in [
            ("UserName", "user_name"),
            ("MFADevices", "mfa_devices"),
            ("SAMLMetadataDocument", "saml_metadata_document"),
            ("OpenIDConnectProviderArn", "open_id_connect_provider_arn"),
            ("ClientIDList", "client_id_list"),
            ("AuthenticationCode1", "authentication_code1"),
            ("Base32StringSeed", "base32_string_seed"),
            ("QRCodePNG", "qr_code_png"),
            ("SSHPublicKeyId", "ssh_public_key_id"),
            ("Type", "r#type"),
        ] {
            assert_eq!(field_name(name), field);
        }
    }

    #[test]
    fn variants_are_in_camel_case() {
        for (value, variant) in [
            ("Active", "Active"),
            ("SERVICE_LEVEL", "ServiceLevel"),
            ("text/csv", "TextCsv"),
            ("aws-managed", "AwsManaged"),
            ("explicitDeny", "ExplicitDeny"),
            ("v1Token", "V1Token"),
            ("AWS", "Aws"),
        ] {
            assert_eq!(variant_name(value), variant);
        }
    }
}
