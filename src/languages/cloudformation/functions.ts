/** The intrinsic functions' names, and where each may stand. */

/** In the order AWS lists them when it refuses another. */
export const FUNCTIONS = [
  "Fn::Base64",
  "Fn::GetAtt",
  "Fn::GetAZs",
  "Fn::ImportValue",
  "Fn::Join",
  "Fn::Split",
  "Fn::FindInMap",
  "Fn::Select",
  "Ref",
  "Fn::If",
  "Fn::Equals",
  "Fn::Not",
  "Condition",
  "Fn::And",
  "Fn::Or",
  "Fn::Contains",
  "Fn::EachMemberEquals",
  "Fn::EachMemberIn",
  "Fn::ValueOf",
  "Fn::ValueOfAll",
  "Fn::RefAll",
  "Fn::Sub",
  "Fn::Cidr",
] as const;

/** Of AWS::LanguageExtensions. */
export const EXTENSIONS = ["Fn::Length", "Fn::ToJsonString"] as const;

export const unsupportedFunction = (name: string): string =>
  `Template error: Encountered unsupported function: ${name} Supported functions are: [${FUNCTIONS.join(", ")}]`;

export const PSEUDO = new Set([
  "AWS::AccountId",
  "AWS::NotificationARNs",
  "AWS::NoValue",
  "AWS::Partition",
  "AWS::Region",
  "AWS::StackId",
  "AWS::StackName",
  "AWS::URLSuffix",
]);

/** `${Name}` and `${Name.Attribute}` of a Fn::Sub text; `${!Literal}` is left out. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(/\$\{([^!{}][^{}]*)\}/g)].map(([, name]) => name!.trim());
}
