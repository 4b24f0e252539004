/** What a topic's policy may say. */
import { isPolicy } from "#languages/policy/policy";
import { invalidParameter } from "./errors.ts";

/**
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html,
 * and Receive, which SNS takes though there is no such operation:
 * https://github.com/aws/aws-cli/issues/3143
 */
const ACTIONS = [
  ...["addpermission", "deletetopic", "getdataprotectionpolicy", "gettopicattributes"],
  ...["listsubscriptionsbytopic", "listtagsforresource", "publish", "putdataprotectionpolicy"],
  ...["receive", "removepermission", "settopicattributes", "subscribe"],
];

/** @throws Fault InvalidParameter for what is no policy, or speaks of what no topic can do. */
export function checkPolicy(text: string): void {
  if (!isPolicy(text)) throw invalidParameter("Policy Error: null");
  const { Statement } = JSON.parse(text) as { Statement: unknown };
  for (const statement of [Statement].flat() as { Action?: string | string[] }[])
    checkActions([statement.Action ?? []].flat());
}

/** @param actions As policies write them: "SNS:Publish". @throws Fault InvalidParameter */
export function checkActions(actions: readonly string[]): void {
  if (!actions.every(isInScope))
    throw invalidParameter("Policy statement action out of service scope!");
}

function isInScope(action: string): boolean {
  if (action === "*") return true;
  const [service, name = ""] = action.toLowerCase().split(":");
  if (service !== "sns") return false;
  const [head = "", ...rest] = name.split("*");
  // Which actions a pattern stands for is judged by how it begins.
  return rest.length > 0 ? ACTIONS.some((one) => one.startsWith(head)) : ACTIONS.includes(name);
}
