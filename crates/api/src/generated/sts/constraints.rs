// Written by `cargo xtask codegen`. Do not edit.

use super::{PolicyDescriptorType, ProvidedContext, Tag};
use crate::constraint::{List, Number, Pattern, SecretText, Structure, Text};

pub(super) static POLICY_DESCRIPTOR_TYPE: Structure<PolicyDescriptorType> = Structure::NEW;

pub(super) static PROVIDED_CONTEXT: Structure<ProvidedContext> = Structure::NEW;

pub(super) static PROVIDED_CONTEXTS_LIST_TYPE: List<Structure<ProvidedContext>> = List {
    min: 1,
    max: 5,
    element: &PROVIDED_CONTEXT,
    not_null: false,
};

pub(super) static ROOT_DURATION_SECONDS_TYPE: Number = Number { min: 0, max: 900 };

pub(super) static SAML_ASSERTION_TYPE: SecretText = SecretText(Text {
    min: 4,
    max: 100_000,
    pattern: None,
    own_words: None,
});

pub(super) static TAG: Structure<Tag> = Structure::NEW;

pub(super) static TARGET_PRINCIPAL_TYPE: Text = Text {
    min: 12,
    max: 2048,
    pattern: None,
    own_words: None,
};

pub(super) static ACCESS_KEY_ID_TYPE: Text = Text {
    min: 16,
    max: 128,
    pattern: Some(&ACCESS_KEY_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ARN_TYPE: Text = Text {
    min: 20,
    max: 2048,
    pattern: Some(&ARN_TYPE_PATTERN),
    own_words: None,
};

pub(super) static CLIENT_TOKEN_TYPE: SecretText = SecretText(Text {
    min: 4,
    max: 20_000,
    pattern: None,
    own_words: None,
});

pub(super) static CONTEXT_ASSERTION_TYPE: Text = Text {
    min: 4,
    max: 2048,
    pattern: None,
    own_words: None,
};

pub(super) static DURATION_SECONDS_TYPE: Number = Number {
    min: 900,
    max: 129_600,
};

pub(super) static ENCODED_MESSAGE_TYPE: Text = Text {
    min: 1,
    max: 10_240,
    pattern: None,
    own_words: None,
};

pub(super) static EXTERNAL_ID_TYPE: Text = Text {
    min: 2,
    max: 1224,
    pattern: Some(&EXTERNAL_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static JWT_ALGORITHM_TYPE: Text = Text {
    min: 5,
    max: 5,
    pattern: None,
    own_words: None,
};

pub(super) static MINIMUM_SESSION_TOKEN_SIZE_TYPE: Number = Number { min: 0, max: 4096 };

pub(super) static POLICY_DESCRIPTOR_LIST_TYPE: List<Structure<PolicyDescriptorType>> = List {
    min: 0,
    max: usize::MAX,
    element: &POLICY_DESCRIPTOR_TYPE,
    not_null: false,
};

pub(super) static ROLE_DURATION_SECONDS_TYPE: Number = Number {
    min: 900,
    max: 43_200,
};

pub(super) static ROLE_SESSION_NAME_TYPE: Text = Text {
    min: 2,
    max: 64,
    pattern: Some(&ROLE_SESSION_NAME_TYPE_PATTERN),
    own_words: None,
};

pub(super) static SERIAL_NUMBER_TYPE: Text = Text {
    min: 9,
    max: 256,
    pattern: Some(&SERIAL_NUMBER_TYPE_PATTERN),
    own_words: None,
};

pub(super) static SESSION_POLICY_DOCUMENT_TYPE: Text = Text {
    min: 1,
    max: 2048,
    pattern: Some(&SESSION_POLICY_DOCUMENT_TYPE_PATTERN),
    own_words: None,
};

pub(super) static SOURCE_IDENTITY_TYPE: Text = Text {
    min: 2,
    max: 64,
    pattern: Some(&ROLE_SESSION_NAME_TYPE_PATTERN),
    own_words: None,
};

pub(super) static TAG_KEY_LIST_TYPE: List<Text> = List {
    min: 0,
    max: 50,
    element: &TAG_KEY_TYPE,
    not_null: false,
};

pub(super) static TAG_KEY_TYPE: Text = Text {
    min: 1,
    max: 128,
    pattern: Some(&TAG_KEY_TYPE_PATTERN),
    own_words: None,
};

pub(super) static TAG_LIST_TYPE: List<Structure<Tag>> = List {
    min: 0,
    max: 50,
    element: &TAG,
    not_null: false,
};

pub(super) static TAG_VALUE_TYPE: Text = Text {
    min: 0,
    max: 256,
    pattern: Some(&TAG_VALUE_TYPE_PATTERN),
    own_words: None,
};

pub(super) static TOKEN_CODE_TYPE: SecretText = SecretText(Text {
    min: 6,
    max: 6,
    pattern: Some(&TOKEN_CODE_TYPE_PATTERN),
    own_words: None,
});

pub(super) static TRADE_IN_TOKEN_TYPE: SecretText = SecretText(Text::ANY);

pub(super) static UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE: Text = Text {
    min: 1,
    max: usize::MAX,
    pattern: Some(&SESSION_POLICY_DOCUMENT_TYPE_PATTERN),
    own_words: None,
};

pub(super) static URL_TYPE: Text = Text {
    min: 4,
    max: 2048,
    pattern: None,
    own_words: None,
};

pub(super) static USER_NAME_TYPE: Text = Text {
    min: 2,
    max: 32,
    pattern: Some(&ROLE_SESSION_NAME_TYPE_PATTERN),
    own_words: None,
};

pub(super) static WEB_IDENTITY_TOKEN_AUDIENCE_LIST_TYPE: List<Text> = List {
    min: 1,
    max: 10,
    element: &WEB_IDENTITY_TOKEN_AUDIENCE_STRING_TYPE,
    not_null: false,
};

pub(super) static WEB_IDENTITY_TOKEN_AUDIENCE_STRING_TYPE: Text = Text {
    min: 1,
    max: 1000,
    pattern: None,
    own_words: None,
};

pub(super) static WEB_IDENTITY_TOKEN_DURATION_SECONDS_TYPE: Number = Number { min: 60, max: 3600 };

static TOKEN_CODE_TYPE_PATTERN: Pattern = Pattern::new(r"[\d]*", &[r"\A(?:[0-9]*)\z"]);

static TAG_VALUE_TYPE_PATTERN: Pattern = Pattern::new(
    r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*",
    &[r"\A(?:[\p{L}\p{Z}\p{N}_.:/=+\-@]*)\z"],
);

static TAG_KEY_TYPE_PATTERN: Pattern = Pattern::new(
    r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+",
    &[r"\A(?:[\p{L}\p{Z}\p{N}_.:/=+\-@]+)\z"],
);

static ARN_TYPE_PATTERN: Pattern = Pattern::new(
    r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+",
    &[
        r"\A(?:[\x{0009}\x{000A}\x{000D}\x{0020}-\x{007E}\x{0085}\x{00A0}-\x{D7FF}\x{E000}-\x{FFFD}\x{1000}0-\x{10FF}FF]+)\z",
    ],
);

static SESSION_POLICY_DOCUMENT_TYPE_PATTERN: Pattern = Pattern::new(
    r"[\u0009\u000A\u000D\u0020-\u00FF]+",
    &[r"\A(?:[\x{0009}\x{000A}\x{000D}\x{0020}-\x{00FF}]+)\z"],
);

static ROLE_SESSION_NAME_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\w+=,.@-]*", &[r"\A(?:[A-Za-z0-9_+=,.@-]*)\z"]);

static EXTERNAL_ID_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\w+=,.@:\/-]*", &[r"\A(?:[A-Za-z0-9_+=,.@:\/-]*)\z"]);

static SERIAL_NUMBER_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\w+=/:,.@-]*", &[r"\A(?:[A-Za-z0-9_+=/:,.@-]*)\z"]);

static ACCESS_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]*", &[r"\A(?:[A-Za-z0-9_]*)\z"]);

#[cfg(test)]
pub(crate) static PATTERNS: &[&Pattern] = &[
    &TOKEN_CODE_TYPE_PATTERN,
    &TAG_VALUE_TYPE_PATTERN,
    &TAG_KEY_TYPE_PATTERN,
    &ARN_TYPE_PATTERN,
    &SESSION_POLICY_DOCUMENT_TYPE_PATTERN,
    &ROLE_SESSION_NAME_TYPE_PATTERN,
    &EXTERNAL_ID_TYPE_PATTERN,
    &SERIAL_NUMBER_TYPE_PATTERN,
    &ACCESS_KEY_ID_TYPE_PATTERN,
];
