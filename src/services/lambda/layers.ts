/** ARNs of layers. */
import { invalid } from "./errors.ts";

export interface LayerPlace {
  readonly account: string;
  readonly region: string;
  readonly layer: string;
}

export const layerArn = ({ account, region, layer }: LayerPlace): string =>
  `arn:aws:lambda:${region}:${account}:layer:${layer}`;

/** @throws Fault for what is no layer version's ARN. */
export function parseLayerArn(arn: string): LayerPlace & { readonly version: number } {
  const match = /^arn:[\w-]+:lambda:([\w-]+):(\d{12}):layer:([\w-]+):(\d+)$/.exec(arn);
  if (match === null) throw invalid(`Layer version ARN ${arn} is malformed.`);
  const [, region = "", account = "", layer = "", version = ""] = match;
  return { region, account, layer, version: Number(version) };
}
