/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: [
    "AmazonOpenSearchServerlessDestinationConfiguration",
    "AmazonOpenSearchServerlessDestinationUpdate",
    "AmazonopensearchserviceDestinationConfiguration",
    "AmazonopensearchserviceDestinationUpdate",
    "DatabaseSourceConfiguration",
    "ElasticsearchDestinationConfiguration",
    "ElasticsearchDestinationUpdate",
    "IcebergDestinationConfiguration",
    "IcebergDestinationUpdate",
    "MSKSourceConfiguration",
    "RedshiftDestinationConfiguration",
    "RedshiftDestinationUpdate",
    "SnowflakeDestinationConfiguration",
    "SnowflakeDestinationUpdate",
    "SplunkDestinationConfiguration",
    "SplunkDestinationUpdate",
  ],
  harmless: {
    AllowForceDelete: "A grant that KMS does not take back keeps no stream from being deleted.",
  },
};
