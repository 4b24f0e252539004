/** Input members that nothing here reads: those that are refused by name, and those that need not be. */
export const unread = {
  refused: [
    "AddReplicaRegions",
    "CrossAccountPrimaryARN",
    "ExternalSecretRotationMetadata",
    "ExternalSecretRotationRoleArn",
    "ForceOverwriteReplicaSecret",
    "PolicyName",
    "RotationToken",
    "SortBy",
    "Type",
  ],
};
