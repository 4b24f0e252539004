/** Header lists: one over the text of a head as it came, one over entries made by a program. */
import type { HeaderList } from "#protocol/http";

type Entry = readonly [name: string, value: string];

/** Header fields as offsets into the head's text; strings are cut only for what is asked for. */
export class HeadFields implements HeaderList {
  private cut: Entry[] | undefined;

  /**
   * @param text The head, one character per byte.
   * @param marks Four offsets a field: where its name starts and ends, and its value.
   */
  constructor(
    private readonly text: string,
    private readonly marks: readonly number[],
  ) {}

  get entries(): readonly Entry[] {
    if (this.cut !== undefined) return this.cut;
    const { text, marks } = this;
    const cut: Entry[] = [];
    for (let i = 0; i < marks.length; i += 4)
      cut.push([text.slice(marks[i], marks[i + 1]), text.slice(marks[i + 2], marks[i + 3])]);
    this.cut = cut;
    return cut;
  }

  get(lowerCaseName: string): string | undefined {
    const at = this.find(lowerCaseName, 0);
    return at < 0 ? undefined : this.text.slice(this.marks[at + 2], this.marks[at + 3]);
  }

  joined(lowerCaseName: string): string | undefined {
    let out: string | undefined;
    for (let at = this.find(lowerCaseName, 0); at >= 0; at = this.find(lowerCaseName, at + 4)) {
      const value = this.text.slice(this.marks[at + 2], this.marks[at + 3]);
      out = out === undefined ? value : `${out}, ${value}`;
    }
    return out;
  }

  has(lowerCaseName: string): boolean {
    return this.find(lowerCaseName, 0) >= 0;
  }

  private find(name: string, from: number): number {
    const { text, marks } = this;
    const { length } = name;
    next: for (let i = from; i < marks.length; i += 4) {
      const start = marks[i]!;
      if (marks[i + 1]! - start !== length) continue;
      for (let k = 0; k < length; k++) {
        const wanted = name.charCodeAt(k);
        const c = text.charCodeAt(start + k);
        if (c !== wanted && !(c >= 65 && c <= 90 && c + 32 === wanted)) continue next;
      }
      return i;
    }
    return -1;
  }
}

/** Header fields that are already strings. */
export class EntryFields implements HeaderList {
  constructor(readonly entries: readonly Entry[]) {}

  get(lowerCaseName: string): string | undefined {
    for (const [name, value] of this.entries) {
      if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName)
        return value;
    }
    return undefined;
  }

  joined(lowerCaseName: string): string | undefined {
    let found: string | undefined;
    for (const [name, value] of this.entries)
      if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName)
        found = found === undefined ? value : `${found}, ${value}`;
    return found;
  }

  has(lowerCaseName: string): boolean {
    return this.get(lowerCaseName) !== undefined;
  }
}

export const NO_FIELDS: HeaderList = new EntryFields([]);
