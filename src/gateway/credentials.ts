/** Who calls: from the credential that came with the request to a principal. */
import type { Credential } from "#kernel/identity";
import type { Kernel } from "#kernel/kernel";
import { dialectOf, type Presented, unknownAccessKey } from "#protocol/sigv4/sigv4";
import type { HttpRequest } from "#protocol/http";
import { anonymous, type Principal, rootOf } from "#kernel/principal";

/** Keys of the form that temporary and long-term credentials of IAM have. */
const IAM_KEY = /^A(KIA|SIA)[A-Z2-7]{12,}$/;
const KEPT = 10_000;

export class Credentials {
  /** Roots by access key: they never change, and every request of most users is one. */
  readonly #roots = new Map<string, Credential>();

  constructor(readonly kernel: Kernel) {}

  /**
   * The credential that a request names, without waiting where nobody need be asked.
   * @param s3 Whether a refusal is said in S3's words.
   * @throws Fault where signatures are checked and nobody has such a key.
   */
  of(
    presented: Presented | undefined,
    request: HttpRequest,
    s3: boolean,
  ): Credential | Promise<Credential> {
    if (presented === undefined) return NOBODY;
    const { accessKeyId } = presented;
    const root = this.#roots.get(accessKeyId);
    if (root !== undefined) return root;
    if (IAM_KEY.test(accessKeyId)) return this.#ask(accessKeyId, request, s3);
    return this.#root(accessKeyId);
  }

  async #ask(accessKeyId: string, request: HttpRequest, s3: boolean): Promise<Credential> {
    const identity = await this.kernel.identity();
    const found = await identity?.credential(accessKeyId);
    if (found !== undefined) return found;
    // Clients left with real or stale keys still work unless signatures are checked.
    if (this.kernel.options.iam !== "enforce") return this.#root(accessKeyId);
    throw unknownAccessKey(dialectOf(request, s3), accessKeyId);
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
