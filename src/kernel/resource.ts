/**
 * What a service gives CloudFormation: how to make, read, update and remove its resource types,
 * each over the service's own operations, so that nothing is judged or checked twice.
 */
import type { Input, OperationName, Output, ServiceId } from "./service.ts";

export type Properties = Readonly<Record<string, unknown>>;

export interface Made {
  /** What `Ref` gives. */
  readonly id: string;
  /** What `Fn::GetAtt` gives, by attribute name ("Arn", "Endpoint.Address"). */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface ResourceContext {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** The stack's tags and `aws:cloudformation:*`; `resource-tags.ts` adds the template's. */
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** "http://host:port" by which the caller reaches Brume. */
  readonly origin: string;
  /**
   * Calls an operation with the rights of the stack's caller or service role.
   * @param region Another than the stack's.
   */
  call<S extends ServiceId, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
    region?: string,
  ): Promise<Output<S, O>>;
  /** A name for a resource that has none: `<stack>-<logical>-<random>`, the same on every retry. */
  name(options?: { maxLength?: number; lowerCase?: boolean; suffix?: string }): string;
  /** The same on every retry of this step: for ClientToken-like members. */
  readonly token: string;
}

export interface ResourceHandler {
  /** Properties it obeys; a template that sets another fails and names it. */
  readonly properties: readonly string[];
  /** Properties whose change makes a new resource; default: CloudFormation's own facts. */
  readonly replaces?: readonly string[];
  make(ctx: ResourceContext, desired: Properties): Promise<Made>;
  /** Changes it in place. Without it, every change replaces. */
  update?(
    ctx: ResourceContext,
    id: string,
    desired: Properties,
    previous: Properties,
  ): Promise<Made>;
  /** Removes it; something already gone is fine. */
  remove(ctx: ResourceContext, id: string, previous: Properties): Promise<void>;
  /**
   * What the resource looks like now, for drift; undefined when it is gone. A property that it does
   * not have is not judged; one that is undefined has been taken away.
   */
  read?(ctx: ResourceContext, id: string, previous: Properties): Promise<Properties | undefined>;
}
