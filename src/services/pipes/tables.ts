/** Rows of Pipes. */
import type { CreatePipeRequest, CreatePipeResponse } from "#aws/generated/types/pipes";
import { operations } from "#kernel/service";
import { table } from "#store/contract";

export type State = NonNullable<CreatePipeResponse["CurrentState"]>;
/** What a pipe is, as it was given. */
export type Settings = Omit<CreatePipeRequest, "Name" | "Tags" | "DesiredState">;

export interface PipeRow {
  name: string;
  settings: Settings;
  desired: "RUNNING" | "STOPPED" | "DELETED";
  state: State;
  /** Changes with all that a running pipe goes by. */
  revision: string;
  tags: Record<string, string>;
  /** Epoch milliseconds, as the next. */
  createdAt: number;
  modifiedAt: number;
}

/** How far a pipe has read a shard of its stream. */
export interface PositionRow {
  name: string;
  shard: string;
  /** The last record that is done with; none before the first. */
  sequence?: string;
  /** Where reading begins as long as there is no sequence. */
  iterator?: string;
  /** Epoch milliseconds of the pipe's start: what came before is not for it, should the iterator expire. */
  since?: number;
  /** Whether the shard is closed and read to its end. */
  ended: boolean;
}

export const tables = {
  pipe: table<PipeRow>()("pipes_pipe", {
    columns: {
      name: "text",
      settings: "json",
      desired: "text",
      state: "text",
      revision: "text",
      tags: "json",
      createdAt: "integer",
      modifiedAt: "integer",
    },
    key: ["name"],
    queries: { everywhere: "select * from pipes_pipe where state = 'RUNNING'" },
  }),
  position: table<PositionRow>()("pipes_position", {
    columns: {
      name: "text",
      shard: "text",
      sequence: "text",
      iterator: "text",
      since: "integer",
      ended: "boolean",
    },
    key: ["name", "shard"],
  }),
};

export const on = operations<"pipes", typeof tables>();
