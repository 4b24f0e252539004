/** The end of an invocation's log, as `LogType: Tail` gives it: at most 4 KB. */
const TAIL_BYTES = 4 * 1024;

export class Tail {
  #text = "";

  add(line: string): void {
    this.#text += `${line}\n`;
    // Cut now and then, not on each line; `text` cuts exactly.
    if (this.#text.length > 16 * TAIL_BYTES) this.#text = this.#text.slice(-TAIL_BYTES);
  }

  text(): string {
    const bytes = Buffer.from(this.#text);
    return bytes.length <= TAIL_BYTES ? this.#text : bytes.subarray(-TAIL_BYTES).toString();
  }
}
