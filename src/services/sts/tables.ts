/** STS keeps nothing: credentials are kept by the service that keeps identities. */
import { operations } from "#kernel/service";

export const tables = {};

export const on = operations<"sts", typeof tables>();
