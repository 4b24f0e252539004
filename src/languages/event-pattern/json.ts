/**
 * JSON read with the place of each value, because refusals say where in the pattern they are. Its
 * columns are those of AWS's reader: behind the token that is not right, and behind the opening
 * quote of a string.
 */

export interface Located {
  /** Of an object in the order of its text, so that keys given twice show. */
  readonly value: string | number | boolean | null | readonly Located[] | readonly Field[];
  readonly kind: "object" | "array" | "string" | "number" | "literal";
  /** Offset in the text that a refusal of this value names. */
  readonly at: number;
}

export interface Field {
  readonly name: string;
  readonly value: Located;
  /** Offset behind the name and its colon. */
  readonly at: number;
}

/** What a pattern is refused for, and where. */
export class Refused extends Error {
  constructor(
    readonly words: string,
    readonly at: number,
  ) {
    super(words);
  }
}

const DEEPEST = 64;

/** @throws Refused for what is no JSON. */
export function readJson(text: string): Located {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  value(depth: number): Located {
    if (depth > DEEPEST) throw new Refused("Event pattern is nested too deeply", this.#at);
    this.#blanks();
    const c = this.text[this.#at];
    if (c === "{") return this.#object(depth);
    if (c === "[") return this.#array(depth);
    if (c === '"') {
      const at = this.#at + 1;
      return { kind: "string", value: this.#string(), at };
    }
    return this.#scalar();
  }

  end(): void {
    this.#blanks();
    if (this.#at < this.text.length) throw this.#unexpected();
  }

  #object(depth: number): Located {
    const fields: Field[] = [];
    this.#at++;
    if (!this.#closes("}"))
      do {
        this.#blanks();
        if (this.text[this.#at] !== '"') throw this.#unexpected();
        const name = this.#string();
        this.#take(":");
        const at = this.#at;
        fields.push({ name, at, value: this.value(depth + 1) });
      } while (this.#continues("}"));
    return { kind: "object", value: fields, at: this.#at };
  }

  #array(depth: number): Located {
    const items: Located[] = [];
    this.#at++;
    if (!this.#closes("]"))
      do items.push(this.value(depth + 1));
      while (this.#continues("]"));
    return { kind: "array", value: items, at: this.#at };
  }

  #scalar(): Located {
    const found = /[-+.\w]+/y;
    found.lastIndex = this.#at;
    const token = found.exec(this.text)?.[0];
    if (token === undefined) throw this.#unexpected();
    this.#at += token.length;
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(token))
      return { kind: "number", value: Number(token), at: this.#at };
    if (token === "true" || token === "false" || token === "null")
      return { kind: "literal", value: JSON.parse(token) as boolean | null, at: this.#at };
    throw new Refused(
      `Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
      this.#at,
    );
  }

  #string(): string {
    const from = this.#at++;
    for (; this.#at < this.text.length; this.#at++) {
      const c = this.text.charCodeAt(this.#at);
      if (c === 92) this.#at++;
      else if (c === 34) {
        this.#at++;
        try {
          return JSON.parse(this.text.slice(from, this.#at)) as string;
        } catch {
          throw new Refused("Illegal character in a string", this.#at);
        }
      }
    }
    throw new Refused("Unexpected end-of-input in a string", this.text.length);
  }

  #blanks(): void {
    while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
  }

  #closes(bracket: string): boolean {
    this.#blanks();
    if (this.text[this.#at] !== bracket) return false;
    this.#at++;
    return true;
  }

  #continues(bracket: string): boolean {
    if (this.#closes(bracket)) return false;
    this.#take(",");
    return true;
  }

  #take(mark: string): void {
    this.#blanks();
    if (this.text[this.#at] !== mark) throw this.#unexpected();
    this.#at++;
  }

  #unexpected(): Refused {
    const c = this.text[this.#at];
    if (c === undefined) return new Refused("Unexpected end-of-input", this.#at);
    return new Refused(`Unexpected character ('${c}' (code ${c.charCodeAt(0)}))`, this.#at + 1);
  }
}
