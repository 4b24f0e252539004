/** The services there are, loaded on first use. */
import type { ServiceEntry } from "#kernel/kernel";

export const services: readonly ServiceEntry[] = [
  { id: "sqs", load: () => import("./sqs/service.ts"), resources: ["AWS::SQS"] },
];
