/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: [
    "AcceleratorConfig",
    "DurableExecutionName",
    "ImageConfig",
    "MasterRegion",
    "RuntimeConfig",
    "S3ObjectStorageMode",
    "SourceKMSKeyArn",
    "TenantId",
  ],
};
