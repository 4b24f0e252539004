/** Answers to requests that ask for no operation there is. */
import { Fault } from "#aws/fault";
import type { HttpRequest, HttpResponse } from "#protocol/http";
import { json } from "./answers.ts";
import type { ApiTarget } from "./routes.ts";

/** The fault of a service that was found, for an operation that it does not have. */
export function unknownOperation({ model, protocol, asked }: ApiTarget): Fault {
  switch (protocol) {
    case "query":
      return asked === ""
        ? new Fault("MissingAction", "Missing Action", 400)
        : new Fault(
            "InvalidAction",
            `Could not find operation ${asked} for version ${model.apiVersion}`,
            400,
          );
    case "ec2-query":
      return asked === ""
        ? new Fault("MissingAction", "The request must contain the parameter Action", 400)
        : new Fault("InvalidAction", `The action ${asked} is not valid for this web service.`, 400);
    case "aws-json-1.0":
    case "aws-json-1.1":
      return new Fault("UnknownOperationException", notOne(model.id, asked), 400);
    default:
      if (model.id === "s3")
        return new Fault(
          "MethodNotAllowed",
          "The specified method is not allowed against this resource.",
          405,
        );
      return new Fault("UnknownOperationException", notOne(model.id, asked), 404);
  }
}

const notOne = (id: string, asked: string): string =>
  asked === ""
    ? `The request names no operation of ${id}.`
    : `The operation ${asked.slice(0, 200)} is not one of ${id}.`;

/** For requests that no service was found for. */
export function unknownTarget(request: HttpRequest): HttpResponse {
  return json(404, {
    __type: "UnknownOperationException",
    message:
      `No AWS service is addressed by ${request.method} ${request.path.slice(0, 200)} (host "${request.host}"): ` +
      "there is no X-Amz-Target, no credential scope, no Action and no path that a service owns.",
  });
}
