/**
 * Messages to people: e-mail, text messages, notifications on phones. There is nobody behind
 * Brume's addresses and numbers, so they are kept where a developer can read them; e-mail also
 * goes to an SMTP server when one is set.
 */
import { type Parameter, table } from "#store/contract";
import type { Kernel } from "./kernel.ts";

export interface Letter {
  readonly medium: "email" | "sms" | "push";
  /** The service that wrote it, e.g. "sns". */
  readonly service: string;
  readonly from: string;
  /** An address, a phone number in E.164, or the ARN of an endpoint. */
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  /** What else the receiver's network is told, e.g. a sender id or a device's token. */
  readonly details?: Readonly<Record<string, string>>;
}

/** A letter as it is kept. */
export interface KeptLetter extends Letter {
  readonly id: number;
  readonly account: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface LetterFilter {
  readonly medium?: string;
  readonly to?: string;
  readonly limit: number;
}

interface LetterRow {
  id: number;
  at: number;
  account: string;
  region: string;
  medium: string;
  receiver: string;
  letter: Letter;
}

export const mailboxTables = {
  letter: table<LetterRow>()("brume_letter", {
    scope: "global",
    columns: {
      id: "integer",
      at: "integer",
      account: "text",
      region: "text",
      medium: "text",
      receiver: "text",
      letter: "json",
    },
    key: ["id"],
    queries: {
      prune:
        "delete from brume_letter where id <= " +
        "(select id from brume_letter order by id desc limit 1 offset :kept)",
    },
  }),
};

const KEPT = 10_000;
const PRUNED_EVERY = 500;

export class Mailbox {
  readonly #kernel: Kernel;
  readonly #server: string | undefined;
  #arrived = 0;

  /** @param server `smtp://user:password@host:port` or smtps. */
  constructor(kernel: Kernel, server: string | undefined) {
    this.#kernel = kernel;
    this.#server = server;
  }

  /**
   * Sends a letter and keeps it, durably.
   * @throws Error of the SMTP server: the letter is not kept then, and may be tried again.
   */
  async put(account: string, region: string, letter: Letter): Promise<void> {
    if (letter.medium === "email" && this.#server !== undefined) await send(this.#server, letter);
    const row = {
      id: this.#kernel.sequence(),
      at: this.#kernel.clock.now(),
      account,
      region,
      medium: letter.medium,
      receiver: letter.to,
      letter,
    };
    await this.#kernel.store.update(async (tx) => {
      const letters = tx.bind(mailboxTables, "", "").letter;
      await letters.put(row);
      if (++this.#arrived % PRUNED_EVERY === 0) await letters.run("prune", { kept: KEPT });
    });
  }

  /** The newest letters first. */
  async last({ medium, to, limit }: LetterFilter): Promise<KeptLetter[]> {
    const where: Record<string, Parameter> = {};
    if (medium !== undefined) where["medium"] = medium;
    if (to !== undefined) where["receiver"] = to;
    const rows = await this.#kernel.store.view((tx) =>
      tx.bind(mailboxTables, "", "").letter.list({ where, descending: true, limit }),
    );
    return rows.map(({ id, at, account, region, letter }) => ({
      id,
      at,
      account,
      region,
      ...letter,
    }));
  }
}

async function send(server: string, letter: Letter): Promise<void> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(server);
  try {
    await transport.sendMail({
      from: letter.from,
      to: letter.to,
      subject: letter.subject ?? "",
      text: letter.body,
    });
  } finally {
    transport.close();
  }
}
