/** Names that are made of others: of components, of schemas. */

/**
 * A component's name: "EC2 Instance State-change Notification" is
 * EC2InstanceStateChangeNotification, "userCreated" is UserCreated.
 */
export function componentName(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return name === "" ? "Event" : name;
}

/** Of a schema's name: https://docs.aws.amazon.com/eventbridge/latest/schema-reference/ */
const NAME_LENGTH = 385;

/** The name of a discovered schema: `source@DetailType`, where a source's slashes are hyphens. */
export function discoveredName(source: string, detailType: string): string {
  const from = source.replace(/[^\w.-]/g, "-");
  return `${from}@${componentName(detailType)}`.slice(0, NAME_LENGTH);
}

/**
 * Names in the order in which Java's HashSet gives them back: the order of "required" in the
 * schemas that AWS discovers, so that ours are theirs to the letter.
 */
export function hashOrder(names: readonly string[]): string[] {
  let buckets = 16;
  while (names.length > buckets * 0.75) buckets *= 2;
  // Names of one bucket stand as they came, which is in alphabetical order.
  const placed = [...names].sort().map((name) => ({ name, bucket: hashOf(name) & (buckets - 1) }));
  return placed.sort((a, b) => a.bucket - b.bucket).map(({ name }) => name);
}

/** `String.hashCode` with its upper half folded in, as HashMap does. */
function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash ^ (hash >>> 16);
}
