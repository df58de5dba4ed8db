// Written by `cargo xtask codegen`. Do not edit.

use super::{
    AccessAdvisorUsageGranularityType, AssertionEncryptionModeType, AssignmentStatusType,
    AttachmentType, ContextEntry, ContextKeyTypeEnum, DelegationPermission, EncodingType,
    EntityType, GlobalEndpointTokenVersion, InlinePolicyIdentifierType,
    OrderedOrganizationPolicyType, PolicyIdentifier, PolicyIdentifierPolicyType, PolicyParameter,
    PolicyParameterTypeEnum, PolicyScopeType, PolicyUsageType, ReplacementValueEntry, SortKeyType,
    StatusType, Tag,
};
use crate::constraint::{List, Map, Number, OneOf, Pattern, SecretText, Structure, Text, Truth};

pub(super) static ACCESS_ADVISOR_USAGE_GRANULARITY_TYPE: OneOf<AccessAdvisorUsageGranularityType> =
    OneOf::NEW;

pub(super) static ACTION_NAME_LIST_TYPE: List<Text> = List {
    min: 0,
    max: usize::MAX,
    element: &ACTION_NAME_TYPE,
    not_null: false,
};

pub(super) static ACTION_NAME_TYPE: Text = Text {
    min: 3,
    max: 128,
    pattern: None,
    own_words: None,
};

pub(super) static ATTACHMENT_NAME: Text = Text {
    min: 1,
    max: 128,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: None,
};

pub(super) static ATTACHMENT_TYPE: OneOf<AttachmentType> = OneOf::NEW;

pub(super) static CONTEXT_ENTRY: Structure<ContextEntry> = Structure::NEW;

pub(super) static CONTEXT_ENTRY_LIST_TYPE: List<Structure<ContextEntry>> = List {
    min: 0,
    max: usize::MAX,
    element: &CONTEXT_ENTRY,
    not_null: false,
};

pub(super) static CONTEXT_KEY_NAME_TYPE: Text = Text {
    min: 5,
    max: 256,
    pattern: None,
    own_words: None,
};

pub(super) static CONTEXT_KEY_TYPE_ENUM: OneOf<ContextKeyTypeEnum> = OneOf::NEW;

pub(super) static CONTEXT_KEY_VALUE_LIST_TYPE: List<Text> = List {
    min: 0,
    max: usize::MAX,
    element: &CONTEXT_KEY_VALUE_TYPE,
    not_null: false,
};

pub(super) static CONTEXT_KEY_VALUE_TYPE: Text = Text::ANY;

pub(super) static DELEGATION_PERMISSION: Structure<DelegationPermission> = Structure::NEW;

pub(super) static DELETION_TASK_ID_TYPE: Text = Text {
    min: 1,
    max: 1000,
    pattern: None,
    own_words: None,
};

pub(super) static ENTITY_TYPE: OneOf<EntityType> = OneOf::NEW;

pub(super) static INLINE_POLICY_IDENTIFIER_TYPE: Structure<InlinePolicyIdentifierType> =
    Structure::NEW;

pub(super) static OPEN_ID_CONNECT_PROVIDER_URL_TYPE: Text = Text {
    min: 1,
    max: 255,
    pattern: None,
    own_words: None,
};

pub(super) static ORDERED_ORGANIZATION_POLICY_TYPE: Structure<OrderedOrganizationPolicyType> =
    Structure::NEW;

pub(super) static ORGANIZATION_POLICY_LIST_TYPE: List<Structure<OrderedOrganizationPolicyType>> =
    List {
        min: 0,
        max: 7,
        element: &ORDERED_ORGANIZATION_POLICY_TYPE,
        not_null: false,
    };

pub(super) static POLICY_EXCLUSIONS_LIST_TYPE: List<Structure<PolicyIdentifier>> = List {
    min: 0,
    max: 256,
    element: &POLICY_IDENTIFIER,
    not_null: false,
};

pub(super) static POLICY_IDENTIFIER: Structure<PolicyIdentifier> = Structure::NEW;

pub(super) static POLICY_IDENTIFIER_POLICY_TYPE: OneOf<PolicyIdentifierPolicyType> = OneOf::NEW;

pub(super) static POLICY_PARAMETER: Structure<PolicyParameter> = Structure::NEW;

pub(super) static POLICY_PARAMETER_TYPE_ENUM: OneOf<PolicyParameterTypeEnum> = OneOf::NEW;

pub(super) static POLICY_USAGE_TYPE: OneOf<PolicyUsageType> = OneOf::NEW;

pub(super) static REPLACEMENT_VALUE_ENTRY: Structure<ReplacementValueEntry> = Structure::NEW;

pub(super) static RESOURCE_HANDLING_OPTION_TYPE: Text = Text {
    min: 1,
    max: 64,
    pattern: None,
    own_words: None,
};

pub(super) static RESOURCE_NAME_LIST_TYPE: List<Text> = List {
    min: 0,
    max: usize::MAX,
    element: &RESOURCE_NAME_TYPE,
    not_null: false,
};

pub(super) static RESOURCE_NAME_TYPE: Text = Text {
    min: 1,
    max: 2048,
    pattern: None,
    own_words: None,
};

pub(super) static SAML_METADATA_DOCUMENT_TYPE: Text = Text {
    min: 1000,
    max: 10_000_000,
    pattern: None,
    own_words: None,
};

pub(super) static SAML_PROVIDER_NAME_TYPE: Text = Text {
    min: 1,
    max: 128,
    pattern: Some(&SAML_PROVIDER_NAME_TYPE_PATTERN),
    own_words: None,
};

pub(super) static SIMULATION_POLICY_LIST_TYPE: List<Text> = List {
    min: 0,
    max: usize::MAX,
    element: &POLICY_DOCUMENT_TYPE,
    not_null: false,
};

pub(super) static TAG: Structure<Tag> = Structure::NEW;

pub(super) static ACCESS_KEY_ID_TYPE: Text = Text {
    min: 16,
    max: 128,
    pattern: Some(&ACCESS_KEY_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ACCOUNT_ALIAS_TYPE: Text = Text {
    min: 3,
    max: 63,
    pattern: Some(&ACCOUNT_ALIAS_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ACCOUNT_ID_TYPE: Text = Text {
    min: 0,
    max: usize::MAX,
    pattern: Some(&ACCOUNT_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ACCOUNT_PROPERTIES_MAP_TYPE: Map<Text, Text> = Map {
    max: usize::MAX,
    key: &ACCOUNT_PROPERTY_KEY_TYPE,
    value: &ACCOUNT_PROPERTY_VALUE_TYPE,
};

pub(super) static ACCOUNT_PROPERTY_KEY_TYPE: Text = Text {
    min: 1,
    max: 50,
    pattern: Some(&ACCOUNT_PROPERTY_KEY_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ACCOUNT_PROPERTY_VALUE_TYPE: Text = Text {
    min: 1,
    max: 1024,
    pattern: None,
    own_words: None,
};

pub(super) static ALL_USERS: Truth = Truth;

pub(super) static ARN_TYPE: Text = Text {
    min: 20,
    max: 2048,
    pattern: None,
    own_words: None,
};

pub(super) static ASSERTION_ENCRYPTION_MODE_TYPE: OneOf<AssertionEncryptionModeType> = OneOf::NEW;

pub(super) static ASSIGNMENT_STATUS_TYPE: OneOf<AssignmentStatusType> = OneOf::NEW;

pub(super) static AUTHENTICATION_CODE_TYPE: SecretText = SecretText(Text {
    min: 6,
    max: 6,
    pattern: Some(&AUTHENTICATION_CODE_TYPE_PATTERN),
    own_words: None,
});

pub(super) static BOOLEAN_OBJECT_TYPE: Truth = Truth;

pub(super) static BOOLEAN_TYPE: Truth = Truth;

pub(super) static CERTIFICATE_BODY_TYPE: Text = Text {
    min: 1,
    max: 16_384,
    pattern: Some(&CERTIFICATE_BODY_TYPE_PATTERN),
    own_words: None,
};

pub(super) static CERTIFICATE_CHAIN_TYPE: Text = Text {
    min: 1,
    max: 2_097_152,
    pattern: Some(&CERTIFICATE_BODY_TYPE_PATTERN),
    own_words: None,
};

pub(super) static CERTIFICATE_ID_TYPE: Text = Text {
    min: 24,
    max: 128,
    pattern: Some(&ACCESS_KEY_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static CLIENT_ID_LIST_TYPE: List<Text> = List {
    min: 0,
    max: usize::MAX,
    element: &CLIENT_ID_TYPE,
    not_null: false,
};

pub(super) static CLIENT_ID_TYPE: Text = Text {
    min: 1,
    max: 255,
    pattern: None,
    own_words: None,
};

pub(super) static CREDENTIAL_AGE_DAYS: Number = Number {
    min: 1,
    max: 36_600,
};

pub(super) static CUSTOM_SUFFIX_TYPE: Text = Text {
    min: 1,
    max: 64,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: None,
};

pub(super) static DELEGATION_REQUEST_DESCRIPTION_TYPE: Text = Text {
    min: 0,
    max: 1000,
    pattern: Some(&DELEGATION_REQUEST_DESCRIPTION_TYPE_PATTERN),
    own_words: None,
};

pub(super) static DELEGATION_REQUEST_ID_TYPE: Text = Text {
    min: 16,
    max: 128,
    pattern: Some(&DELEGATION_REQUEST_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ENCODING_TYPE: OneOf<EncodingType> = OneOf::NEW;

pub(super) static ENTITY_LIST_TYPE: List<OneOf<EntityType>> = List {
    min: 0,
    max: usize::MAX,
    element: &ENTITY_TYPE,
    not_null: false,
};

pub(super) static EXISTING_USER_NAME_TYPE: Text = Text {
    min: 1,
    max: 128,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: Some("It must contain only alphanumeric characters and/or the following: +=,.@_-"),
};

pub(super) static GLOBAL_ENDPOINT_TOKEN_VERSION: OneOf<GlobalEndpointTokenVersion> = OneOf::NEW;

pub(super) static GROUP_NAME_TYPE: Text = Text {
    min: 1,
    max: 128,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: Some("It must contain only alphanumeric characters and/or the following: +=,.@_-"),
};

pub(super) static INSTANCE_PROFILE_NAME_TYPE: Text = Text {
    min: 1,
    max: 128,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: Some("It must contain only alphanumeric characters and/or the following: +=,.@_-"),
};

pub(super) static INTEGER_TYPE: Number = Number {
    min: i32::MIN,
    max: i32::MAX,
};

pub(super) static JOB_ID_TYPE: Text = Text {
    min: 36,
    max: 36,
    pattern: None,
    own_words: None,
};

pub(super) static LOCALE_TYPE: Text = Text {
    min: 2,
    max: 12,
    pattern: None,
    own_words: None,
};

pub(super) static MAP_STRING_REPLACEMENT_VALUE_ENTRY: Map<Text, Structure<ReplacementValueEntry>> =
    Map {
        max: 30,
        key: &STRING_TYPE,
        value: &REPLACEMENT_VALUE_ENTRY,
    };

pub(super) static MARKER_TYPE: Text = Text {
    min: 1,
    max: 320,
    pattern: Some(&MARKER_TYPE_PATTERN),
    own_words: None,
};

pub(super) static MAX_ITEMS_TYPE: Number = Number { min: 1, max: 1000 };

pub(super) static MAX_PASSWORD_AGE_TYPE: Number = Number { min: 1, max: 1095 };

pub(super) static MINIMUM_PASSWORD_LENGTH_TYPE: Number = Number { min: 6, max: 128 };

pub(super) static MINOR_VERSION_TYPE: Number = Number {
    min: i32::MIN,
    max: i32::MAX,
};

pub(super) static NOTES_TYPE: Text = Text {
    min: 0,
    max: 500,
    pattern: Some(&DELEGATION_REQUEST_DESCRIPTION_TYPE_PATTERN),
    own_words: None,
};

pub(super) static NOTIFICATION_CHANNEL_TYPE: Text = Text {
    min: 2,
    max: 400,
    pattern: Some(&NOTIFICATION_CHANNEL_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ORGANIZATIONS_ENTITY_PATH_TYPE: Text = Text {
    min: 19,
    max: 427,
    pattern: Some(&ORGANIZATIONS_ENTITY_PATH_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ORGANIZATIONS_POLICY_ID_TYPE: Text = Text {
    min: 0,
    max: usize::MAX,
    pattern: Some(&ORGANIZATIONS_POLICY_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static OWNER_ID_TYPE: Text = Text {
    min: 20,
    max: 2048,
    pattern: Some(&OWNER_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static PASSWORD_REUSE_PREVENTION_TYPE: Number = Number { min: 1, max: 24 };

pub(super) static PASSWORD_TYPE: SecretText = SecretText(Text {
    min: 1,
    max: 128,
    pattern: Some(&CERTIFICATE_BODY_TYPE_PATTERN),
    own_words: None,
});

pub(super) static PATH_PREFIX_TYPE: Text = Text {
    min: 1,
    max: 512,
    pattern: Some(&PATH_PREFIX_TYPE_PATTERN),
    own_words: Some(
        "It must begin with the / character and contain only alphanumeric characters and/or / characters.",
    ),
};

pub(super) static PATH_TYPE: Text = Text {
    min: 1,
    max: 512,
    pattern: Some(&PATH_TYPE_PATTERN),
    own_words: Some(
        "It must begin and end with / and contain only alphanumeric characters and/or / characters.",
    ),
};

pub(super) static POLICY_DESCRIPTION_TYPE: Text = Text {
    min: 0,
    max: 1000,
    pattern: None,
    own_words: None,
};

pub(super) static POLICY_DOCUMENT_TYPE: Text = Text {
    min: 1,
    max: 131_072,
    pattern: Some(&CERTIFICATE_BODY_TYPE_PATTERN),
    own_words: Some("It must contain only printable ASCII characters."),
};

pub(super) static POLICY_NAME_TYPE: Text = Text {
    min: 1,
    max: 128,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: Some("It must contain only alphanumeric characters and/or the following: +=,.@_-"),
};

pub(super) static POLICY_PARAMETER_LIST_TYPE: List<Structure<PolicyParameter>> = List {
    min: 0,
    max: 50,
    element: &POLICY_PARAMETER,
    not_null: false,
};

pub(super) static POLICY_PARAMETER_NAME_TYPE: Text = Text {
    min: 5,
    max: 256,
    pattern: Some(&POLICY_PARAMETER_NAME_TYPE_PATTERN),
    own_words: None,
};

pub(super) static POLICY_PARAMETER_VALUE_TYPE: Text = Text {
    min: 0,
    max: usize::MAX,
    pattern: Some(&POLICY_PARAMETER_NAME_TYPE_PATTERN),
    own_words: None,
};

pub(super) static POLICY_PARAMETER_VALUES_LIST_TYPE: List<Text> = List {
    min: 0,
    max: usize::MAX,
    element: &POLICY_PARAMETER_VALUE_TYPE,
    not_null: false,
};

pub(super) static POLICY_PATH_TYPE: Text = Text {
    min: 1,
    max: 512,
    pattern: Some(&POLICY_PATH_TYPE_PATTERN),
    own_words: Some(
        "It must begin and end with / and contain only alphanumeric characters and/or / characters.",
    ),
};

pub(super) static POLICY_SCOPE_TYPE: OneOf<PolicyScopeType> = OneOf::NEW;

pub(super) static POLICY_VERSION_ID_TYPE: Text = Text {
    min: 0,
    max: usize::MAX,
    pattern: Some(&POLICY_VERSION_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static PRIVATE_KEY_ID_TYPE: Text = Text {
    min: 22,
    max: 64,
    pattern: Some(&PRIVATE_KEY_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static PRIVATE_KEY_TYPE: SecretText = SecretText(Text {
    min: 1,
    max: 16_384,
    pattern: Some(&CERTIFICATE_BODY_TYPE_PATTERN),
    own_words: None,
});

pub(super) static PUBLIC_KEY_ID_TYPE: Text = Text {
    min: 20,
    max: 128,
    pattern: Some(&ACCESS_KEY_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static PUBLIC_KEY_MATERIAL_TYPE: Text = Text {
    min: 1,
    max: 16_384,
    pattern: Some(&CERTIFICATE_BODY_TYPE_PATTERN),
    own_words: None,
};

pub(super) static REDIRECT_URL_TYPE: Text = Text {
    min: 1,
    max: 255,
    pattern: Some(&REDIRECT_URL_TYPE_PATTERN),
    own_words: None,
};

pub(super) static REPLACEMENT_VALUE_LIST_TYPE: List<Text> = List {
    min: 1,
    max: 20,
    element: &STRING_TYPE,
    not_null: false,
};

pub(super) static REQUEST_MESSAGE_TYPE: Text = Text {
    min: 0,
    max: 200,
    pattern: Some(&DELEGATION_REQUEST_DESCRIPTION_TYPE_PATTERN),
    own_words: None,
};

pub(super) static REQUESTOR_WORKFLOW_ID_TYPE: Text = Text {
    min: 5,
    max: 400,
    pattern: Some(&REQUESTOR_WORKFLOW_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ROLE_DESCRIPTION_TYPE: Text = Text {
    min: 0,
    max: 1000,
    pattern: Some(&DELEGATION_REQUEST_DESCRIPTION_TYPE_PATTERN),
    own_words: None,
};

pub(super) static ROLE_MAX_SESSION_DURATION_TYPE: Number = Number {
    min: 3600,
    max: 43_200,
};

pub(super) static ROLE_NAME_TYPE: Text = Text {
    min: 1,
    max: 64,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: Some("It must contain only alphanumeric characters and/or the following: +=,.@_-"),
};

pub(super) static SERIAL_NUMBER_TYPE: Text = Text {
    min: 9,
    max: 256,
    pattern: Some(&SERIAL_NUMBER_TYPE_PATTERN),
    own_words: None,
};

pub(super) static SERVER_CERTIFICATE_NAME_TYPE: Text = Text {
    min: 1,
    max: 128,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: Some("It must contain only alphanumeric characters and/or the following: +=,.@_-"),
};

pub(super) static SERVICE_NAME: Text = Text::ANY;

pub(super) static SERVICE_NAMESPACE_LIST_TYPE: List<Text> = List {
    min: 1,
    max: 200,
    element: &SERVICE_NAMESPACE_TYPE,
    not_null: false,
};

pub(super) static SERVICE_NAMESPACE_TYPE: Text = Text {
    min: 1,
    max: 64,
    pattern: Some(&SERVICE_NAMESPACE_TYPE_PATTERN),
    own_words: None,
};

pub(super) static SERVICE_SPECIFIC_CREDENTIAL_ID: Text = Text {
    min: 20,
    max: 128,
    pattern: Some(&ACCESS_KEY_ID_TYPE_PATTERN),
    own_words: None,
};

pub(super) static SESSION_DURATION_TYPE: Number = Number {
    min: 300,
    max: 43_200,
};

pub(super) static SORT_KEY_TYPE: OneOf<SortKeyType> = OneOf::NEW;

pub(super) static STATUS_TYPE: OneOf<StatusType> = OneOf::NEW;

pub(super) static STRING_TYPE: Text = Text::ANY;

pub(super) static TAG_KEY_LIST_TYPE: List<Text> = List {
    min: 0,
    max: 50,
    element: &TAG_KEY_TYPE,
    not_null: true,
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

pub(super) static THUMBPRINT_LIST_TYPE: List<Text> = List {
    min: 0,
    max: usize::MAX,
    element: &THUMBPRINT_TYPE,
    not_null: false,
};

pub(super) static THUMBPRINT_TYPE: Text = Text {
    min: 40,
    max: 40,
    pattern: None,
    own_words: None,
};

pub(super) static USER_NAME_TYPE: Text = Text {
    min: 1,
    max: 64,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: Some("It must contain only alphanumeric characters and/or the following: +=,.@_-"),
};

pub(super) static VIRTUAL_MFA_DEVICE_NAME: Text = Text {
    min: 1,
    max: usize::MAX,
    pattern: Some(&ATTACHMENT_NAME_PATTERN),
    own_words: None,
};

static POLICY_PATH_TYPE_PATTERN: Pattern = Pattern::new(
    r"((/[A-Za-z0-9\.,\+@=_-]+)*)/",
    &[r"\A(?:((/[A-Za-z0-9\.,\+@=_-]+)*)/)\z"],
);

static PATH_TYPE_PATTERN: Pattern = Pattern::new(
    r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)",
    &[r"\A(?:(\x{002F})|(\x{002F}[\x{0021}-\x{007E}]+\x{002F}))\z"],
);

static POLICY_PARAMETER_NAME_TYPE_PATTERN: Pattern = Pattern::new("[ -~]+", &[r"\A(?:[ -~]+)\z"]);

static PRIVATE_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new("[A-Z0-9]+", &[r"\A(?:[A-Z0-9]+)\z"]);

static AUTHENTICATION_CODE_TYPE_PATTERN: Pattern = Pattern::new(r"[\d]+", &[r"\A(?:[0-9]+)\z"]);

static TAG_VALUE_TYPE_PATTERN: Pattern = Pattern::new(
    r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*",
    &[r"\A(?:[\p{L}\p{Z}\p{N}_.:/=+\-@]*)\z"],
);

static TAG_KEY_TYPE_PATTERN: Pattern = Pattern::new(
    r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+",
    &[r"\A(?:[\p{L}\p{Z}\p{N}_.:/=+\-@]+)\z"],
);

static DELEGATION_REQUEST_DESCRIPTION_TYPE_PATTERN: Pattern = Pattern::new(
    r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*",
    &[r"\A(?:[\x{0009}\x{000A}\x{000D}\x{0020}-\x{007E}\x{00A1}-\x{00FF}]*)\z"],
);

static REQUESTOR_WORKFLOW_ID_TYPE_PATTERN: Pattern = Pattern::new(
    r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]+",
    &[r"\A(?:[\x{0009}\x{000A}\x{000D}\x{0020}-\x{007E}\x{00A1}-\x{00FF}]+)\z"],
);

static CERTIFICATE_BODY_TYPE_PATTERN: Pattern = Pattern::new(
    r"[\u0009\u000A\u000D\u0020-\u00FF]+",
    &[r"\A(?:[\x{0009}\x{000A}\x{000D}\x{0020}-\x{00FF}]+)\z"],
);

static MARKER_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\u0020-\u00FF]+", &[r"\A(?:[\x{0020}-\x{00FF}]+)\z"]);

static ATTACHMENT_NAME_PATTERN: Pattern =
    Pattern::new(r"[\w+=,.@-]+", &[r"\A(?:[A-Za-z0-9_+=,.@-]+)\z"]);

static SERIAL_NUMBER_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\w+=/:,.@-]+", &[r"\A(?:[A-Za-z0-9_+=/:,.@-]+)\z"]);

static SERVICE_NAMESPACE_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\w-]*", &[r"\A(?:[A-Za-z0-9_-]*)\z"]);

static DELEGATION_REQUEST_ID_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\w-]+", &[r"\A(?:[A-Za-z0-9_-]+)\z"]);

static SAML_PROVIDER_NAME_TYPE_PATTERN: Pattern =
    Pattern::new(r"[\w._-]+", &[r"\A(?:[A-Za-z0-9_._-]+)\z"]);

static ACCESS_KEY_ID_TYPE_PATTERN: Pattern = Pattern::new(r"[\w]+", &[r"\A(?:[A-Za-z0-9_]+)\z"]);

static ACCOUNT_ID_TYPE_PATTERN: Pattern = Pattern::new(r"\d{12}", &[r"\A(?:[0-9]{12})\z"]);

static PATH_PREFIX_TYPE_PATTERN: Pattern = Pattern::new(
    r"\u002F[\u0021-\u007F]*",
    &[r"\A(?:\x{002F}[\x{0021}-\x{007F}]*)\z"],
);

static ACCOUNT_PROPERTY_KEY_TYPE_PATTERN: Pattern = Pattern::new(
    "^[A-Za-z][A-Za-z0-9/_-]*$",
    &[r"\A(?:^[A-Za-z][A-Za-z0-9/_-]*$)\z"],
);

static ACCOUNT_ALIAS_TYPE_PATTERN: Pattern = Pattern::new(
    "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
    &[
        r"\A(?:[a-z0-9-]{3,63})\z",
        r"\A(?:[a-z0-9]+(-[a-z0-9]+)*)\z",
    ],
);

static OWNER_ID_TYPE_PATTERN: Pattern = Pattern::new(
    "^[a-zA-Z0-9:/+=,.@_-]+$",
    &[r"\A(?:^[a-zA-Z0-9:/+=,.@_-]+$)\z"],
);

static NOTIFICATION_CHANNEL_TYPE_PATTERN: Pattern =
    Pattern::new("^[a-zA-Z0-9:_.-]+$", &[r"\A(?:^[a-zA-Z0-9:_.-]+$)\z"]);

static REDIRECT_URL_TYPE_PATTERN: Pattern = Pattern::new(
    r"^http(s?)://[a-zA-Z0-9._/-]*(\?[a-zA-Z0-9._=&-]*)?(#[a-zA-Z0-9._/-]*)?$",
    &[r"\A(?:^http(s?)://[a-zA-Z0-9._/-]*(\?[a-zA-Z0-9._=&-]*)?(#[a-zA-Z0-9._/-]*)?$)\z"],
);

static ORGANIZATIONS_ENTITY_PATH_TYPE_PATTERN: Pattern = Pattern::new(
    r"^o-[0-9a-z]{10,32}\/r-[0-9a-z]{4,32}[0-9a-z-\/]*",
    &[r"\A(?:^o-[0-9a-z]{10,32}\/r-[0-9a-z]{4,32}[0-9a-z-\/]*)\z"],
);

static ORGANIZATIONS_POLICY_ID_TYPE_PATTERN: Pattern = Pattern::new(
    "^p-[0-9a-zA-Z_]{8,128}$",
    &[r"\A(?:^p-[0-9a-zA-Z_]{8,128}$)\z"],
);

static POLICY_VERSION_ID_TYPE_PATTERN: Pattern = Pattern::new(
    r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?",
    &[r"\A(?:v[1-9][0-9]*(\.[A-Za-z0-9-]*)?)\z"],
);

#[cfg(test)]
pub(crate) static PATTERNS: &[&Pattern] = &[
    &POLICY_PATH_TYPE_PATTERN,
    &PATH_TYPE_PATTERN,
    &POLICY_PARAMETER_NAME_TYPE_PATTERN,
    &PRIVATE_KEY_ID_TYPE_PATTERN,
    &AUTHENTICATION_CODE_TYPE_PATTERN,
    &TAG_VALUE_TYPE_PATTERN,
    &TAG_KEY_TYPE_PATTERN,
    &DELEGATION_REQUEST_DESCRIPTION_TYPE_PATTERN,
    &REQUESTOR_WORKFLOW_ID_TYPE_PATTERN,
    &CERTIFICATE_BODY_TYPE_PATTERN,
    &MARKER_TYPE_PATTERN,
    &ATTACHMENT_NAME_PATTERN,
    &SERIAL_NUMBER_TYPE_PATTERN,
    &SERVICE_NAMESPACE_TYPE_PATTERN,
    &DELEGATION_REQUEST_ID_TYPE_PATTERN,
    &SAML_PROVIDER_NAME_TYPE_PATTERN,
    &ACCESS_KEY_ID_TYPE_PATTERN,
    &ACCOUNT_ID_TYPE_PATTERN,
    &PATH_PREFIX_TYPE_PATTERN,
    &ACCOUNT_PROPERTY_KEY_TYPE_PATTERN,
    &ACCOUNT_ALIAS_TYPE_PATTERN,
    &OWNER_ID_TYPE_PATTERN,
    &NOTIFICATION_CHANNEL_TYPE_PATTERN,
    &REDIRECT_URL_TYPE_PATTERN,
    &ORGANIZATIONS_ENTITY_PATH_TYPE_PATTERN,
    &ORGANIZATIONS_POLICY_ID_TYPE_PATTERN,
    &POLICY_VERSION_ID_TYPE_PATTERN,
];
