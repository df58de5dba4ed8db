//! Analytics, intelligent tiering, inventories and metrics: Put, Get, Delete and List of each.

use iamd_s3::Configuration;
use s3s::dto;

use super::{kept, on_bucket::on_bucket};

/// Writes the functions of a kind: the member of its puts and gets, that of its lists.
macro_rules! kind {
    (
        $one:ident, $many:ident:
        $put:ident: $Put:ident($PutInput:ident) -> $PutOutput:ident,
        $get:ident: $Get:ident($GetInput:ident) -> $GetOutput:ident,
        $delete:ident: $Delete:ident($DeleteInput:ident) -> $DeleteOutput:ident,
        $list:ident: $List:ident($ListInput:ident) -> $ListOutput:ident
    ) => {
        on_bucket!(
            $put: $Put($PutInput) -> $PutOutput,
            |asked| Configuration {
                text: kept::write(&asked.$one)?,
                own_id: asked.$one.id,
                id: asked.id,
            },
            |()| dto::$PutOutput {}
        );

        on_bucket!(
            $get: $Get($GetInput) -> $GetOutput,
            |asked| asked.id,
            |text| dto::$GetOutput { $one: Some(kept::read(&text)?) }
        );

        on_bucket!(
            $delete: $Delete($DeleteInput) -> $DeleteOutput,
            |asked| asked.id,
            |()| dto::$DeleteOutput {}
        );

        on_bucket!(
            $list: $List($ListInput) -> $ListOutput,
            |asked| asked.continuation_token,
            |page| dto::$ListOutput {
                $many: Some(kept::read_all(&page.texts)?),
                continuation_token: None,
                is_truncated: Some(page.next.is_some()),
                next_continuation_token: page.next,
            }
        );
    };
}

kind! {
    analytics_configuration, analytics_configuration_list:
    put_bucket_analytics_configuration:
        PutBucketAnalyticsConfiguration(PutBucketAnalyticsConfigurationInput)
            -> PutBucketAnalyticsConfigurationOutput,
    get_bucket_analytics_configuration:
        GetBucketAnalyticsConfiguration(GetBucketAnalyticsConfigurationInput)
            -> GetBucketAnalyticsConfigurationOutput,
    delete_bucket_analytics_configuration:
        DeleteBucketAnalyticsConfiguration(DeleteBucketAnalyticsConfigurationInput)
            -> DeleteBucketAnalyticsConfigurationOutput,
    list_bucket_analytics_configurations:
        ListBucketAnalyticsConfigurations(ListBucketAnalyticsConfigurationsInput)
            -> ListBucketAnalyticsConfigurationsOutput
}

kind! {
    intelligent_tiering_configuration, intelligent_tiering_configuration_list:
    put_bucket_intelligent_tiering_configuration:
        PutBucketIntelligentTieringConfiguration(PutBucketIntelligentTieringConfigurationInput)
            -> PutBucketIntelligentTieringConfigurationOutput,
    get_bucket_intelligent_tiering_configuration:
        GetBucketIntelligentTieringConfiguration(GetBucketIntelligentTieringConfigurationInput)
            -> GetBucketIntelligentTieringConfigurationOutput,
    delete_bucket_intelligent_tiering_configuration:
        DeleteBucketIntelligentTieringConfiguration(
            DeleteBucketIntelligentTieringConfigurationInput
        ) -> DeleteBucketIntelligentTieringConfigurationOutput,
    list_bucket_intelligent_tiering_configurations:
        ListBucketIntelligentTieringConfigurations(ListBucketIntelligentTieringConfigurationsInput)
            -> ListBucketIntelligentTieringConfigurationsOutput
}

kind! {
    inventory_configuration, inventory_configuration_list:
    put_bucket_inventory_configuration:
        PutBucketInventoryConfiguration(PutBucketInventoryConfigurationInput)
            -> PutBucketInventoryConfigurationOutput,
    get_bucket_inventory_configuration:
        GetBucketInventoryConfiguration(GetBucketInventoryConfigurationInput)
            -> GetBucketInventoryConfigurationOutput,
    delete_bucket_inventory_configuration:
        DeleteBucketInventoryConfiguration(DeleteBucketInventoryConfigurationInput)
            -> DeleteBucketInventoryConfigurationOutput,
    list_bucket_inventory_configurations:
        ListBucketInventoryConfigurations(ListBucketInventoryConfigurationsInput)
            -> ListBucketInventoryConfigurationsOutput
}

kind! {
    metrics_configuration, metrics_configuration_list:
    put_bucket_metrics_configuration:
        PutBucketMetricsConfiguration(PutBucketMetricsConfigurationInput)
            -> PutBucketMetricsConfigurationOutput,
    get_bucket_metrics_configuration:
        GetBucketMetricsConfiguration(GetBucketMetricsConfigurationInput)
            -> GetBucketMetricsConfigurationOutput,
    delete_bucket_metrics_configuration:
        DeleteBucketMetricsConfiguration(DeleteBucketMetricsConfigurationInput)
            -> DeleteBucketMetricsConfigurationOutput,
    list_bucket_metrics_configurations:
        ListBucketMetricsConfigurations(ListBucketMetricsConfigurationsInput)
            -> ListBucketMetricsConfigurationsOutput
}
