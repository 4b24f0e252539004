/** Rows of CloudFormation. What a deployment has reached is here, so that a restart goes on from it. */
import { operations } from "#kernel/service";
import type { Principal } from "#kernel/principal";
import type { PropertyDifference } from "#languages/cloudformation/drift";
import { table } from "#store/contract";

export interface StackRow {
  /** The ARN. */
  id: string;
  name: string;
  status: string;
  reason?: string;
  /** As submitted. */
  template: string;
  /** After transforms, as JSON text. */
  processed: string;
  parameters: Record<string, StoredParameter>;
  tags: Record<string, string>;
  capabilities: string[];
  notificationArns: string[];
  roleArn?: string;
  disableRollback: boolean;
  onFailure?: string;
  timeoutMinutes?: number;
  policy?: string;
  description?: string;
  outputs: StoredOutput[];
  protected: boolean;
  parentId?: string;
  parentLogicalId?: string;
  rootId?: string;
  changeSetId?: string;
  /** Epoch milliseconds. */
  createdAt: number;
  updatedAt?: number;
  deletedAt?: number;
  work?: Work;
  /** What an update goes back to when it fails. */
  previous?: Previous;
}

export interface StoredParameter {
  value: string;
  /** What SSM had for it. */
  resolved?: string;
  noEcho?: boolean;
}

export interface StoredOutput {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

/** What is being done to a stack. */
export interface Work {
  id: string;
  phase:
    | "create"
    | "update"
    | "cleanup"
    | "rollback"
    | "rollbackUpdate"
    | "rollbackCleanup"
    | "delete";
  /** Who asked; session policies are looked up again by the access key. */
  principal: Omit<Principal, "sessionPolicies">;
  origin: string;
  token?: string;
  /** Resources that a deletion or a rollback leaves alone. */
  keep?: string[];
  /** Why the phase has to end: a time-out, a cancellation. */
  stop?: string;
  /** A policy for this update only. */
  policy?: string;
  disableRollback?: boolean;
  /** Of a way back: why it was begun. */
  cause?: string;
  /** Of a deletion: the stack's status before it. */
  before?: string;
  /** A failed deletion is tried once more without the resources that refuse. */
  force?: boolean;
}

export interface Previous {
  template: string;
  processed: string;
  parameters: Record<string, StoredParameter>;
  tags: Record<string, string>;
  capabilities: string[];
  outputs: StoredOutput[];
  description?: string;
  resources: ResourceRow[];
}

export interface ResourceRow {
  stackId: string;
  logicalId: string;
  type: string;
  physicalId?: string;
  status: string;
  reason?: string;
  /** Epoch milliseconds. */
  updatedAt: number;
  /** As last applied; dynamic references are left unresolved, so that no secret is stored. */
  properties: Record<string, unknown>;
  attributes: Record<string, unknown>;
  metadata?: unknown;
  deletionPolicy?: string;
  updateReplacePolicy?: string;
  /** Rises with every replacement, so that each has a name of its own. */
  generation: number;
  /** The work in which it was last finished. */
  doneIn?: string;
  waiting?: Waiting;
}

/** A step that something outside must finish: a custom resource, a nested stack, a wait condition. */
export interface Waiting {
  work: string;
  action: "Create" | "Update" | "Delete";
  /** Epoch milliseconds. */
  since: number;
  until?: number;
  result?: StepResult;
  /** Of a wait condition: how many signals it needs, and those that came, by their id. */
  needs?: number;
  signals?: Record<string, string>;
  desired?: Record<string, unknown>;
}

export interface StepResult {
  ok: boolean;
  id?: string;
  attributes?: Record<string, unknown>;
  reason?: string;
}

/** A physical resource to be removed in the clean-up. */
export interface LeftoverRow {
  stackId: string;
  logicalId: string;
  physicalId: string;
  type: string;
  properties: Record<string, unknown>;
  retain: boolean;
  waiting?: Waiting;
}

export interface EventRow {
  stackId: string;
  sequence: number;
  id: string;
  logicalId: string;
  physicalId: string;
  type: string;
  status: string;
  reason?: string;
  properties?: string;
  token?: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface ChangeSetRow {
  /** The ARN. */
  id: string;
  name: string;
  stackId: string;
  stackName: string;
  type: string;
  status: string;
  reason?: string;
  execution: string;
  description?: string;
  template: string;
  processed: string;
  parameters: Record<string, StoredParameter>;
  tags: Record<string, string>;
  capabilities: string[];
  notificationArns: string[];
  roleArn?: string;
  onFailure?: string;
  changes: unknown[];
  /** Epoch milliseconds. */
  createdAt: number;
}

export interface ExportRow {
  name: string;
  value: string;
  stackId: string;
}

export interface ImportRow {
  name: string;
  stackId: string;
}

/** A function that rewrites templates, by the name that templates call it by. */
export interface MacroRow {
  name: string;
  functionName: string;
  description?: string;
}

/** A detection of drift that is over. */
export interface DetectionRow {
  id: string;
  stackId: string;
  status: string;
  /** Of resources that have drifted. */
  count: number;
  /** Rises with every detection. */
  sequence: number;
  /** Epoch milliseconds. */
  at: number;
}

/** How a resource stood when its drift was last looked at. */
export interface ResourceDriftRow {
  stackId: string;
  logicalId: string;
  physicalId?: string;
  type: string;
  status: string;
  /** JSON text; "" when there is none. */
  expected: string;
  actual: string;
  differences: readonly PropertyDifference[];
  at: number;
}

/** Where the answer to a custom resource or wait condition belongs; the token is in its URL. */
export interface AnswerRow {
  token: string;
  account: string;
  region: string;
  stackId: string;
  logicalId: string;
  kind: "custom" | "wait";
}

const STEP = { stackId: "text", logicalId: "text" } as const;

export const tables = {
  stack: table<StackRow>()("cloudformation_stack", {
    columns: {
      id: "text",
      name: "text",
      status: "text",
      reason: "text",
      template: "text",
      processed: "text",
      parameters: "json",
      tags: "json",
      capabilities: "json",
      notificationArns: "json",
      roleArn: "text",
      disableRollback: "boolean",
      onFailure: "text",
      timeoutMinutes: "integer",
      policy: "text",
      description: "text",
      outputs: "json",
      protected: "boolean",
      parentId: "text",
      parentLogicalId: "text",
      rootId: "text",
      changeSetId: "text",
      createdAt: "integer",
      updatedAt: "integer",
      deletedAt: "integer",
      work: "json",
      previous: "json",
    },
    key: ["id"],
    indexes: { name: ["name"] },
    queries: {
      working: "select * from cloudformation_stack where work is not null",
    },
  }),
  resource: table<ResourceRow>()("cloudformation_resource", {
    columns: {
      ...STEP,
      type: "text",
      physicalId: "text",
      status: "text",
      reason: "text",
      updatedAt: "integer",
      properties: "json",
      attributes: "json",
      metadata: "json",
      deletionPolicy: "text",
      updateReplacePolicy: "text",
      generation: "integer",
      doneIn: "text",
      waiting: "json",
    },
    key: ["stackId", "logicalId"],
    indexes: { physical: ["physicalId"] },
  }),
  leftover: table<LeftoverRow>()("cloudformation_leftover", {
    columns: {
      ...STEP,
      physicalId: "text",
      type: "text",
      properties: "json",
      retain: "boolean",
      waiting: "json",
    },
    key: ["stackId", "logicalId", "physicalId"],
  }),
  event: table<EventRow>()("cloudformation_event", {
    columns: {
      stackId: "text",
      sequence: "integer",
      id: "text",
      logicalId: "text",
      physicalId: "text",
      type: "text",
      status: "text",
      reason: "text",
      properties: "text",
      token: "text",
      at: "integer",
    },
    key: ["stackId", "sequence"],
  }),
  changeSet: table<ChangeSetRow>()("cloudformation_change_set", {
    columns: {
      id: "text",
      name: "text",
      stackId: "text",
      stackName: "text",
      type: "text",
      status: "text",
      reason: "text",
      execution: "text",
      description: "text",
      template: "text",
      processed: "text",
      parameters: "json",
      tags: "json",
      capabilities: "json",
      notificationArns: "json",
      roleArn: "text",
      onFailure: "text",
      changes: "json",
      createdAt: "integer",
    },
    key: ["id"],
    indexes: { stack: ["stackId"] },
  }),
  exported: table<ExportRow>()("cloudformation_export", {
    columns: { name: "text", value: "text", stackId: "text" },
    key: ["name"],
  }),
  imported: table<ImportRow>()("cloudformation_import", {
    columns: { name: "text", stackId: "text" },
    key: ["name", "stackId"],
  }),
  macro: table<MacroRow>()("cloudformation_macro", {
    columns: { name: "text", functionName: "text", description: "text" },
    key: ["name"],
  }),
  detection: table<DetectionRow>()("cloudformation_detection", {
    columns: {
      id: "text",
      stackId: "text",
      status: "text",
      count: "integer",
      sequence: "integer",
      at: "integer",
    },
    key: ["id"],
    indexes: { stack: ["stackId"] },
  }),
  resourceDrift: table<ResourceDriftRow>()("cloudformation_resource_drift", {
    columns: {
      ...STEP,
      physicalId: "text",
      type: "text",
      status: "text",
      expected: "text",
      actual: "text",
      differences: "json",
      at: "integer",
    },
    key: ["stackId", "logicalId"],
  }),
  answer: table<AnswerRow>()("cloudformation_answer", {
    scope: "global",
    columns: { token: "text", account: "text", region: "text", ...STEP, kind: "text" },
    key: ["token"],
  }),
};

export const on = operations<"cloudformation", typeof tables>();
