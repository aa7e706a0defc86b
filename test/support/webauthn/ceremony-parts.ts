/** Writes what authenticators and browsers sign, with any part replaced by a hostile one. */
import { createHash } from 'node:crypto';
import { type CborValue, encodeCbor } from './encode-cbor';

/** The flags of authenticator data (WebAuthn Level 3, section 6.1). */
export const FLAGS = {
  userPresent: 0x01,
  userVerified: 0x04,
  backupEligible: 0x08,
  backedUp: 0x10,
  attestedCredential: 0x40,
  extensions: 0x80,
} as const;

/** Replacements of what a browser and an authenticator write. Each is signed, as if it were true. */
export interface CeremonyOverrides {
  /** Members of the client data. A member that is undefined is left out. */
  readonly clientData?: Readonly<Record<string, unknown>>;
  /** The whole client data, instead of JSON. */
  readonly clientDataJSON?: string | Uint8Array;
  readonly rpId?: string;
  /** All flags: the values of `FLAGS`. */
  readonly flags?: number;
  /** Whether the flag of user verification is set. */
  readonly isUserVerified?: boolean;
  readonly counter?: number;
  /** Extension outputs of the authenticator. */
  readonly extensions?: CborValue;
  /** Bytes after the authenticator data. */
  readonly trailing?: Uint8Array;
  /** Members of the credential, which are not signed: `id`, `rawId`, `type`. */
  readonly credential?: Readonly<Record<string, unknown>>;
}

/** What the client data holds unless it is replaced. */
export interface ClientData {
  readonly type: 'webauthn.create' | 'webauthn.get';
  readonly challenge: string;
  readonly origin: string;
}

/** Writes client data as browsers do (section 5.8.1). */
export function writeClientData(data: ClientData, { clientData, clientDataJSON }: CeremonyOverrides): Buffer {
  if (clientDataJSON !== undefined) return Buffer.from(clientDataJSON as Uint8Array);
  return Buffer.from(JSON.stringify({ ...data, crossOrigin: false, ...clientData }));
}

/** What the authenticator data holds unless it is replaced. */
export interface AuthenticatorData {
  readonly rpId: string;
  readonly flags: number;
  readonly counter: number;
  /** Of a new credential: the id, and the public key in CBOR. */
  readonly attested?: { readonly id: Uint8Array; readonly publicKey: Uint8Array };
}

/** Writes authenticator data (section 6.1). */
export function writeAuthenticatorData(data: AuthenticatorData, overrides: CeremonyOverrides): Buffer {
  const rpId = overrides.rpId ?? data.rpId;
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(overrides.counter ?? data.counter);
  return Buffer.concat([
    createHash('sha256').update(rpId).digest(),
    Buffer.of(chooseFlags(data, overrides)),
    counter,
    ...(data.attested ? [writeAttested(data.attested)] : []),
    ...(overrides.extensions === undefined ? [] : [encodeCbor(overrides.extensions)]),
    overrides.trailing ?? Buffer.alloc(0),
  ]);
}

function chooseFlags({ flags, attested }: AuthenticatorData, overrides: CeremonyOverrides): number {
  if (overrides.flags !== undefined) return overrides.flags;
  const verified = overrides.isUserVerified ?? Boolean(flags & FLAGS.userVerified);
  return (
    (flags & ~FLAGS.userVerified) |
    (verified ? FLAGS.userVerified : 0) |
    (attested ? FLAGS.attestedCredential : 0) |
    (overrides.extensions === undefined ? 0 : FLAGS.extensions)
  );
}

/** Writes attested credential data (section 6.5.1). The AAGUID is zero, as browsers send it without attestation. */
function writeAttested({ id, publicKey }: NonNullable<AuthenticatorData['attested']>): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  return Buffer.concat([Buffer.alloc(16), length, id, publicKey]);
}
