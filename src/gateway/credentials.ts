/** Who calls: from the credential that came with the request to a principal. */
import { Fault } from "#aws/fault";
import type { Credential } from "#kernel/identity";
import type { Kernel } from "#kernel/kernel";
import { anonymous, type Principal, rootOf } from "#kernel/principal";

/** Keys of the form that temporary and long-term credentials of IAM have. */
const IAM_KEY = /^A(KIA|SIA)[A-Z2-7]{12,}$/;
const KEPT = 10_000;

export class Credentials {
  /** Roots by access key: they never change, and every request of most users is one. */
  readonly #roots = new Map<string, Credential>();

  constructor(readonly kernel: Kernel) {}

  /** The credential of an access key, without waiting where nobody need be asked. */
  of(accessKeyId: string | undefined): Credential | Promise<Credential> {
    if (accessKeyId === undefined) return NOBODY;
    const root = this.#roots.get(accessKeyId);
    if (root !== undefined) return root;
    if (IAM_KEY.test(accessKeyId)) return this.#ask(accessKeyId);
    return this.#root(accessKeyId);
  }

  async #ask(accessKeyId: string): Promise<Credential> {
    const identity = await this.kernel.identity();
    const found = await identity?.credential(accessKeyId);
    if (found !== undefined) return found;
    // Clients left with real or stale keys still work unless signatures are checked.
    if (this.kernel.options.iam !== "enforce") return this.#root(accessKeyId);
    throw new Fault(
      "InvalidClientTokenId",
      "The security token included in the request is invalid.",
      403,
    );
  }

  #root(accessKeyId: string): Credential {
    const account = /^\d{12}$/.test(accessKeyId) ? accessKeyId : this.kernel.options.defaultAccount;
    const credential: Credential = { principal: rootOf(account, accessKeyId), secret: "test" };
    if (this.#roots.size >= KEPT) this.#roots.clear();
    this.#roots.set(accessKeyId, credential);
    return credential;
  }
}

const NOBODY: Credential = { principal: anonymous as Principal, secret: undefined };
