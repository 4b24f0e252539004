/** The codec of each protocol, kept per service. */
import type { Protocol, ServiceModel } from "#aws/model";
import { awsJson } from "./aws-json.ts";
import type { Codec, CodecFor } from "./codec.ts";
import { query } from "./query.ts";
import { restJson, restXml } from "./rest.ts";
import { rpcCbor } from "./rpc-cbor.ts";

/** Compiled pieces belong to a model, which lives as long as the process. */
const kept = new WeakMap<ServiceModel, Map<Protocol, Codec>>();

export const codecFor: CodecFor = (model, protocol) => {
  let own = kept.get(model);
  if (own === undefined) {
    own = new Map();
    kept.set(model, own);
  }
  let codec = own.get(protocol);
  if (codec === undefined) {
    codec = make(model, protocol);
    own.set(protocol, codec);
  }
  return codec;
};

function make(model: ServiceModel, protocol: Protocol): Codec {
  switch (protocol) {
    case "aws-json-1.0":
    case "aws-json-1.1":
      return awsJson(model, protocol);
    case "query":
      return query(model, false);
    case "ec2-query":
      return query(model, true);
    case "rest-json":
      return restJson(model);
    case "rest-xml":
      return restXml(model);
    case "rpc-cbor":
      return rpcCbor(model);
  }
}
