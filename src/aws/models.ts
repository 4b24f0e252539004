/** The generated models, each read on first use of its service. */
import { readGenerated } from "./generated.ts";
import index from "./generated/index.json" with { type: "json" };
import type { ServiceModel } from "./model.ts";

/** What routing needs of a service before its model is read. */
export type ServiceFacts = Omit<ServiceModel, "operations" | "shapes">;

/** Parsed files: the model is immutable, and parsing it again would cost milliseconds. */
const loaded = new Map<string, ServiceModel>();

/** Every service Brume knows the interface of. */
export function serviceIndex(): readonly ServiceFacts[] {
  return index as unknown as readonly ServiceFacts[];
}

/** The ids of every service whose interface Brume knows. */
export function modelIds(): readonly string[] {
  return serviceIndex().map((entry) => entry.id);
}

/** @throws Error when there is no such service: ids come from the index. */
export function loadModel(id: string): ServiceModel {
  let model = loaded.get(id);
  if (model === undefined) {
    if (!serviceIndex().some((entry) => entry.id === id))
      throw new Error(`There is no model of ${id}.`);
    model = readGenerated(`models/${id}.json`) as ServiceModel;
    loaded.set(id, model);
  }
  return model;
}
