/**
 * What does not conform, and why that is not ours to mend. Every finding has to stand here, and
 * what stands here has to be found: a newer client that knows better shows at once.
 */

/** Operations that botocore's model has and the newest client on npm has not. */
const NOT_IN_CLIENT: Readonly<Record<string, string>> = {
  lambda: "DeleteDurableExecution PauseDurableExecution ResumeDurableExecution",
  mq: "DescribeSharedResources",
  elasticache: "PrepareMigration StopMigration",
  polly: "ListTagsForResource TagResource UntagResource",
  kinesis:
    "AcknowledgeDeadLetterQueueRecords AcknowledgeQueueRecords CreateQueue DeleteQueue " +
    "DescribeQueue ListQueues ReceiveDeadLetterQueueRecords ReceiveQueueRecords " +
    "RestoreDeadLetterQueueRecords UpdateDeadLetterQueueRecordsVisibility UpdateQueue " +
    "UpdateQueueRecordsVisibility",
  cloudwatch:
    "DeleteMetricDataQueryDefinition GetMetricDataQueryDefinition " +
    "ListMetricDataQueryDefinitions PutMetricDataQueryDefinition",
  secretsmanager:
    "AssociateCrossAccountReplica DisassociateCrossAccountReplica ListResourcePolicies",
  "cognito-idp": "GetDerivedToken",
  ec2:
    "AssociateKmsKeyId CreateTransitGatewayNetworkFunctionAttachment " +
    "DeleteTransitGatewayNetworkFunctionAttachment " +
    "DescribeTransitGatewayNetworkFunctionAttachments DisassociateKmsKeyId " +
    "ModifyTransitGatewayNetworkFunctionAttachment ModifyTransitGatewayPeeringAttachment",
  opensearch:
    "AddReplicationPeer CompareDomainConfiguration DescribeDomainReplication " +
    "FailoverReplication RemoveReplicationPeer SwitchoverReplication UpdateClone",
  // The clients dropped these for the ...Configuration operations at the same address.
  s3: "GetBucketLifecycle GetBucketNotification PutBucketLifecycle PutBucketNotification",
};

/** A 204 has no body (RFC 9110, 15.3.5), yet the model puts a member of the output there. */
const NO_CONTENT = "the model answers 204, which has no body, and puts a member there";
/** The client reads the field Expires into a member that only it has. */
const EXPIRES = "the client adds ExpiresString to what it reads of Expires";
/** Two shapes share that code on the wire, and the client takes the first. */
const SHARED_CODE = "DashboardNotFoundError and ResourceNotFound share the code ResourceNotFound";

const EXCHANGES: Readonly<Record<string, string>> = {
  "lexv2-models rest-json: DeleteResourcePolicy (all) response": NO_CONTENT,
  "lexv2-models rest-json: DeleteResourcePolicyStatement (all) response": NO_CONTENT,
  "s3 rest-xml: GetObject (all) response": EXPIRES,
  "s3 rest-xml: HeadObject (all) response": EXPIRES,
  "cloudwatch rpc-cbor: GetDashboard DashboardNotFoundError": SHARED_CODE,
  "cloudwatch aws-json-1.0: GetDashboard DashboardNotFoundError": SHARED_CODE,
  "cloudwatch query: GetDashboard DashboardNotFoundError": SHARED_CODE,
};

/** The findings that a service has through a protocol, as they name where they are. */
export function explained(id: string, protocol: string): string[] {
  const start = `${id} ${protocol}: `;
  const exchanges = Object.keys(EXCHANGES).filter((key) => key.startsWith(start));
  const operations = NOT_IN_CLIENT[id]?.split(" ") ?? [];
  return [...operations, ...exchanges.map((key) => key.slice(start.length))];
}
