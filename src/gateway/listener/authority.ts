/** The certificate authority of one data folder: clients that trust it trust every host name here. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { createSecureContext, type SecureContext } from "node:tls";
import { certificate } from "./certificates.ts";

const NAME = "Brume local authority";
const DAY = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** Apple's clients refuse server certificates that live longer than 825 days. */
const HOST_DAYS = 397;
const HOSTS_KEPT = 500;
const HOST_NAME = /^(?=.{1,253}$)(\*\.)?[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*$/;
/** Names every certificate has besides the one that was asked for. */
const ALWAYS = ["localhost", "127.0.0.1", "::1"];

export interface HostCertificate {
  /** The host's certificate and the authority's, in PEM. */
  readonly cert: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

export class Authority {
  /** Where the authority's certificate stands, for clients' trust stores. */
  readonly certificateFile: string;
  private readonly keyFile: string;
  private readonly key: KeyObject;
  private readonly publicKey: KeyObject;
  private readonly pem: string;
  /** One key serves all hosts of this run: making one a name would slow the first handshake. */
  private readonly hostKey = generateKeyPairSync("ec", { namedCurve: "P-256" });
  private readonly hosts = new Map<
    string,
    { readonly made: HostCertificate; readonly context: SecureContext }
  >();

  /**
   * Reads the authority of a data folder, or makes it.
   * @param folder Brume's data folder.
   * @param now Epoch milliseconds.
   */
  constructor(
    folder: string,
    private readonly now: () => number,
  ) {
    this.certificateFile = join(folder, "tls", "authority.pem");
    this.keyFile = join(folder, "tls", "authority.key");
    const read = this.read();
    this.key = read?.key ?? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    this.publicKey = createPublicKey(this.key);
    this.pem = read?.pem ?? this.make();
  }

  /** The authority's own certificate, in PEM. */
  certificatePem(): string {
    return this.pem;
  }

  /** A certificate for a DNS name or IP address, made when it is first asked for. */
  host(name: string): HostCertificate {
    return this.of(name).made;
  }

  /** What a TLS server presents to clients that ask for `name`. */
  context(name: string): SecureContext {
    return this.of(name).context;
  }

  private of(asked: string) {
    const lower = asked.toLowerCase();
    const name = isIP(lower) !== 0 || HOST_NAME.test(lower) ? lower : "localhost";
    const known = this.hosts.get(name);
    if (known !== undefined && known.made.until - DAY > this.now()) return known;
    const made = this.sign(name);
    const entry = {
      made,
      context: createSecureContext({ cert: made.cert, key: made.key, minVersion: "TLSv1.2" }),
    };
    this.hosts.delete(name);
    if (this.hosts.size >= HOSTS_KEPT) this.hosts.delete(this.hosts.keys().next().value!);
    this.hosts.set(name, entry);
    return entry;
  }

  private sign(name: string): HostCertificate {
    const now = this.now();
    const until = now + HOST_DAYS * DAY;
    const names = [
      ...new Set([name, ...ALWAYS, ...(name === "localhost" ? [hostname().toLowerCase()] : [])]),
    ];
    const cert = certificate({
      serial: randomBytes(15),
      subject: name,
      issuer: NAME,
      from: now - DAY,
      until,
      subjectKey: this.hostKey.publicKey,
      issuerKey: this.publicKey,
      signer: this.key,
      names,
      authority: false,
    });
    const key = this.hostKey.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
    return { cert: cert + this.pem, key, until };
  }

  private read(): { key: KeyObject; pem: string } | undefined {
    try {
      const key = createPrivateKey(readFileSync(this.keyFile));
      const pem = readFileSync(this.certificateFile, "utf8");
      const known = new X509Certificate(pem);
      if (!known.checkPrivateKey(key) || Date.parse(known.validTo) < this.now()) return undefined;
      chmodSync(this.keyFile, 0o600);
      return { key, pem };
    } catch (error) {
      if ((error as { code?: string }).code === "ENOENT") return undefined;
      throw new Error(
        `The TLS authority in ${dirname(this.keyFile)} cannot be read; remove that folder to make a new one.`,
        {
          cause: error,
        },
      );
    }
  }

  private make(): string {
    const pem = certificate({
      serial: randomBytes(15),
      subject: NAME,
      issuer: NAME,
      from: this.now() - DAY,
      until: this.now() + AUTHORITY_DAYS * DAY,
      subjectKey: this.publicKey,
      issuerKey: this.publicKey,
      signer: this.key,
      names: [],
      authority: true,
    });
    mkdirSync(dirname(this.keyFile), { recursive: true, mode: 0o700 });
    // Renamed into place: a crash leaves the old file or the new one.
    writeFileSync(`${this.keyFile}.new`, this.key.export({ type: "pkcs8", format: "pem" }), {
      mode: 0o600,
    });
    writeFileSync(`${this.certificateFile}.new`, pem);
    renameSync(`${this.keyFile}.new`, this.keyFile);
    renameSync(`${this.certificateFile}.new`, this.certificateFile);
    return pem;
  }
}
