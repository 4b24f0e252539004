/**
 * From a target's ARN to the operation that gives it its input: what EventBridge, Scheduler and
 * Pipes have in common. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 */

export interface TargetCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a target may be given besides its input. */
export interface TargetParameters {
  /** SQS's message group. */
  readonly groupId?: string | undefined;
  /** Kinesis's partition key. */
  readonly partitionKey?: string | undefined;
  /** ECS's parameters, in EventBridge's spelling. */
  readonly ecs?: EcsParameters | undefined;
  /** AWS Batch's parameters, likewise; so the next ones. */
  readonly batch?: Readonly<Record<string, unknown>> | undefined;
  readonly runCommand?: { readonly RunCommandTargets: readonly object[] } | undefined;
  readonly redshift?: RedshiftParameters | undefined;
  /** AppSync's operation, as text of GraphQL. */
  readonly graphQl?: string | undefined;
  readonly sageMaker?: { readonly PipelineParameterList?: readonly object[] } | undefined;
  /** "http://host:port" by which Brume is reached: the base of queue URLs. */
  readonly origin: string;
}

interface EcsParameters {
  readonly TaskDefinitionArn: string;
  readonly TaskCount?: number;
  readonly ReferenceId?: string;
  readonly Tags?: readonly Readonly<Record<string, string>>[];
}

interface RedshiftParameters {
  readonly SecretManagerArn?: string;
  readonly Database: string;
  readonly Sql?: string;
  readonly Sqls?: readonly string[];
  readonly DbUser?: string;
  readonly StatementName?: string;
  readonly WithEvent?: boolean;
}

/** An ARN beside its parts. */
export interface ArnParts {
  readonly arn: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN that targets are told by; empty texts where it has none. */
export function arnParts(arn: string): ArnParts {
  const service = after(arn, after(arn, 0));
  const region = after(arn, service);
  const account = after(arn, region);
  const resource = after(arn, account);
  return {
    arn,
    service: arn.slice(service, region - 1),
    region: arn.slice(region, account - 1),
    account: arn.slice(account, resource - 1),
    resource: arn.slice(resource),
  };
}

/** Where the part behind the next colon begins; past the end when there is none. */
function after(arn: string, from: number): number {
  const colon = arn.indexOf(":", from);
  return colon < 0 ? arn.length + 1 : colon + 1;
}

type Make = (to: ArnParts, input: string, parameters: TargetParameters) => TargetCall;

const CALLS: Readonly<Record<string, Make>> = {
  lambda: ({ arn }, input) => ({
    service: "lambda",
    operation: "Invoke",
    input: { FunctionName: arn, InvocationType: "Event", Payload: Buffer.from(input) },
  }),
  sqs({ account, resource }, input, { groupId, origin }) {
    return {
      service: "sqs",
      operation: "SendMessage",
      input: {
        QueueUrl: `${origin}/${account}/${resource}`,
        MessageBody: input,
        ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
      },
    };
  },
  sns: ({ arn }, input) => ({
    service: "sns",
    operation: "Publish",
    input: { TopicArn: arn, Message: input },
  }),
  states: ({ arn }, input) => ({
    service: "stepfunctions",
    operation: "StartExecution",
    input: { stateMachineArn: arn, input },
  }),
  kinesis: ({ arn }, input, { partitionKey }) => ({
    service: "kinesis",
    operation: "PutRecord",
    input: { StreamARN: arn, Data: Buffer.from(input), PartitionKey: partitionKey ?? "" },
  }),
  firehose: ({ resource }, input) => ({
    service: "firehose",
    operation: "PutRecord",
    input: {
      DeliveryStreamName: resource.replace("deliverystream/", ""),
      Record: { Data: Buffer.from(`${input}\n`) },
    },
  }),
  ecs({ arn }, input, { ecs }) {
    const { TaskDefinitionArn, TaskCount, ReferenceId, Tags, ...rest } = ecs ?? {};
    return {
      service: "ecs",
      operation: "RunTask",
      input: {
        cluster: arn,
        taskDefinition: TaskDefinitionArn,
        count: TaskCount ?? 1,
        ...(ReferenceId === undefined ? {} : { referenceId: ReferenceId }),
        ...(Tags === undefined
          ? {}
          : {
              tags: Tags.map((tag) => ({
                key: tag["Key"] ?? tag["key"],
                value: tag["Value"] ?? tag["value"],
              })),
            }),
        overrides: overridesOf(input),
        ...(camelCased(rest) as object),
      },
    };
  },
  batch: ({ arn }, input, { batch }) => ({
    service: "batch",
    operation: "SubmitJob",
    // A template may give parameters of the job; other inputs say nothing to it.
    input: {
      jobQueue: arn,
      ...partOf(input, ["Parameters"]),
      ...(camelCased(batch ?? {}) as object),
    },
  }),
  codebuild: ({ resource }, input) => ({
    service: "codebuild",
    operation: "StartBuild",
    input: { ...objectOf(input), projectName: resource.replace("project/", "") },
  }),
  codepipeline: ({ resource }) => ({
    service: "codepipeline",
    operation: "StartPipelineExecution",
    input: { name: resource },
  }),
  inspector: ({ arn }) => ({
    service: "inspector",
    operation: "StartAssessmentRun",
    input: { assessmentTemplateArn: arn },
  }),
  sagemaker: ({ resource }, _input, { sageMaker }) => ({
    service: "sagemaker",
    operation: "StartPipelineExecution",
    input: {
      PipelineName: resource.replace("pipeline/", ""),
      PipelineParameters: sageMaker?.PipelineParameterList ?? [],
    },
  }),
  redshift,
  "redshift-serverless": redshift,
  ssm: systemsManager,
  "ssm-incidents": ({ arn }, input) => ({
    service: "ssm-incidents",
    operation: "StartIncident",
    input: { ...objectOf(input), responsePlanArn: arn },
  }),
  glue: ({ resource }) => ({
    service: "glue",
    operation: "StartWorkflowRun",
    input: { Name: resource.replace("workflow/", "") },
  }),
  // No operation of AppSync's, but of the API that it serves.
  appsync: ({ arn }, input, { graphQl }) => ({
    service: "appsync",
    operation: "GraphQL",
    input: { endpoint: arn, query: graphQl, variables: objectOf(input) },
  }),
  events: instances,
};

function redshift(
  { resource, service }: ArnParts,
  input: string,
  { redshift: given }: TargetParameters,
): TargetCall {
  const name = resource.slice(resource.search(/[:/]/) + 1);
  const { SecretManagerArn, Sql, Sqls, WithEvent, ...rest } = given ?? { Database: "" };
  const several = Sqls !== undefined;
  return {
    service: "redshift-data",
    operation: several ? "BatchExecuteStatement" : "ExecuteStatement",
    input: {
      ...rest,
      ...(service === "redshift" ? { ClusterIdentifier: name } : { WorkgroupName: name }),
      ...(SecretManagerArn === undefined ? {} : { SecretArn: SecretManagerArn }),
      ...(WithEvent === undefined ? {} : { WithEvent }),
      ...(several ? { Sqls } : { Sql: Sql ?? input }),
    },
  };
}

/** Run Command, Automation and OpsCenter: documents, automation definitions and `opsitem`. */
function systemsManager(
  { resource }: ArnParts,
  input: string,
  { runCommand }: TargetParameters,
): TargetCall {
  const [kind, name = "", version] = resource.split(/[/:]/);
  if (kind === "document")
    return {
      service: "ssm",
      operation: "SendCommand",
      input: {
        DocumentName: name,
        Targets: runCommand?.RunCommandTargets ?? [],
        Parameters: listsOf(input),
      },
    };
  if (kind === "automation-definition")
    return {
      service: "ssm",
      operation: "StartAutomationExecution",
      input: {
        DocumentName: name,
        Parameters: listsOf(input),
        ...(version === undefined ? {} : { DocumentVersion: version }),
      },
    };
  const { title, description } = objectOf(input);
  const text = (value: unknown, other: string) => (typeof value === "string" ? value : other);
  return {
    service: "ssm",
    operation: "CreateOpsItem",
    input: {
      Title: text(title, "EventBridge"),
      Description: text(description, input).slice(0, 2_048),
      Source: "EventBridge",
    },
  };
}

/** A document's parameters: each a list of texts, as an input gives them or a single one. */
function listsOf(input: string): Readonly<Record<string, readonly string[]>> {
  const texts = (value: unknown) =>
    [value].flat().map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  return Object.fromEntries(
    Object.entries(objectOf(input)).map(([name, value]) => [name, texts(value)]),
  );
}

/** What EventBridge does to instances and volumes: `arn:aws:events:region:account:target/stop-instance`. */
function instances({ resource }: ArnParts, input: string): TargetCall {
  const kind = resource.replace("target/", "");
  const id = typeof parsed(input) === "string" ? (parsed(input) as string) : input;
  const [operation, member] = INSTANCES[kind] ?? ["", ""];
  return { service: "ec2", operation, input: { [member]: member === "VolumeId" ? id : [id] } };
}

const INSTANCES: Readonly<Record<string, readonly [operation: string, member: string]>> = {
  "create-snapshot": ["CreateSnapshot", "VolumeId"],
  "reboot-instance": ["RebootInstances", "InstanceIds"],
  "stop-instance": ["StopInstances", "InstanceIds"],
  "terminate-instance": ["TerminateInstances", "InstanceIds"],
};

/** Undefined for an ARN of what is no such target. */
export function targetCall(
  to: ArnParts,
  input: string,
  parameters: TargetParameters,
): TargetCall | undefined {
  return Object.hasOwn(CALLS, to.service) ? CALLS[to.service]!(to, input, parameters) : undefined;
}

/** Whether there is a call for it. */
export function isCallable({ service, resource }: ArnParts): boolean {
  if (service === "events") return Object.hasOwn(INSTANCES, resource.replace("target/", ""));
  return Object.hasOwn(CALLS, service);
}

/** ECS's own names for what others spell with a capital. */
function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null) return value;
  const own = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  return Object.fromEntries(Object.entries(value).map(([name, v]) => [own(name), camelCased(v)]));
}

/** A target's input says what the task overrides, where it is an object that does. */
function overridesOf(input: string): object {
  const value = objectOf(input);
  return Array.isArray(value["containerOverrides"]) ? value : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The object that a text is in JSON; an empty one for any other text. */
function objectOf(input: string): Readonly<Record<string, unknown>> {
  const value = parsed(input);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** Members of an object in JSON, in the spelling of the operation. */
function partOf(input: string, names: readonly string[]): object {
  const value = objectOf(input);
  const held = names.filter((name) => Object.hasOwn(value, name));
  return camelCased(Object.fromEntries(held.map((name) => [name, value[name]]))) as object;
}
