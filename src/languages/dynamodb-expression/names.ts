/** ExpressionAttributeNames and ExpressionAttributeValues, and which of them expressions use. */
import type { AttributeValue } from "./value.ts";

export class Substitutions {
  readonly usedNames = new Set<string>();
  readonly usedValues = new Set<string>();

  constructor(
    readonly names: Readonly<Record<string, string>> | undefined,
    readonly values: Readonly<Record<string, AttributeValue>> | undefined,
  ) {}

  name(key: string): string | undefined {
    this.usedNames.add(key);
    return this.names !== undefined && Object.hasOwn(this.names, key) ? this.names[key] : undefined;
  }

  value(key: string): AttributeValue | undefined {
    this.usedValues.add(key);
    return this.values !== undefined && Object.hasOwn(this.values, key)
      ? this.values[key]
      : undefined;
  }

  /** AWS's complaint about names or values that no expression uses. */
  unused(): string | undefined {
    const names = Object.keys(this.names ?? {}).filter((key) => !this.usedNames.has(key));
    if (names.length > 0)
      return `Value provided in ExpressionAttributeNames unused in expressions: keys: {${names.join(", ")}}`;
    const values = Object.keys(this.values ?? {}).filter((key) => !this.usedValues.has(key));
    if (values.length > 0)
      return `Value provided in ExpressionAttributeValues unused in expressions: keys: {${values.join(", ")}}`;
    return undefined;
  }
}
