/**
 * An authenticator in software, with the browser around it: it answers the options of the API as a real one does, or with any part
 * replaced.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { AssertionJson, CreationOptions, RegistrationJson, RequestOptions } from './ceremony-json';
import { type CeremonyOverrides, FLAGS, writeAuthenticatorData, writeClientData } from './ceremony-parts';
import {
  COSE_ALGORITHMS,
  type CoseAlgorithm,
  type CoseKey,
  type CredentialKey,
  createCredentialKey,
} from './credential-key';
import { type CborValue, encodeCbor } from './encode-cbor';

/** The settings of an authenticator. */
export interface AuthenticatorSettings {
  /** The origin of the page, such as `http://localhost:3000`. */
  readonly origin: string;
  /** The only relying party that the page may name. */
  readonly rpId: string;
  /** @default 'ES256' */
  readonly algorithm?: CoseAlgorithm;
  /** Whether it checks a PIN or a biometric. @default true */
  readonly verifiesUser?: boolean;
  /** Whether its credentials may be copied to other devices, or are. @default neither */
  readonly backup?: 'eligible' | 'backed-up';
  /** Whether it counts its signatures, from 1. Otherwise the counter is always 0. @default false */
  readonly counts?: boolean;
}

/** Replacements in the response with a new credential. */
export interface RegistrationOverrides extends CeremonyOverrides {
  readonly fmt?: CborValue;
  readonly attStmt?: CborValue;
  /** Whether the new key signs an attestation of the format `packed`. */
  readonly isSelfAttested?: boolean;
  /** Bytes after the attestation object. */
  readonly attestationTrailing?: Uint8Array;
  /** The public key, which then does not belong to the credential. */
  readonly publicKey?: CoseKey;
  /** The id of the new credential. @default 16 random bytes */
  readonly credentialId?: Uint8Array;
  readonly transports?: readonly string[];
}

/** Replacements of an assertion. */
export interface AssertionOverrides extends CeremonyOverrides {
  /** The user handle in base64url. Null leaves it out. */
  readonly userHandle?: string | null;
  /** Changes the signature. */
  readonly signature?: (signature: Buffer) => Uint8Array;
  /** The key that signs. */
  readonly key?: CredentialKey;
}

/** A credential in the authenticator. Bytes are in base64url. */
export interface HeldCredential {
  readonly id: string;
  readonly userHandle: string;
  readonly key: CredentialKey;
}

/** An authenticator. Its functions throw an Error named like the DOMException of a browser, when one would. */
export interface Authenticator {
  /** The credentials, the oldest first. */
  readonly credentials: readonly HeldCredential[];
  /** Creates a credential. */
  register(options: CreationOptions, overrides?: RegistrationOverrides): Promise<RegistrationJson>;
  /** Signs with the newest credential that the options allow. */
  assert(options: RequestOptions, overrides?: AssertionOverrides): Promise<AssertionJson>;
  /** Removes a credential. */
  forget(id: string): void;
}

/** Creates an authenticator without credentials. */
export function createAuthenticator(settings: AuthenticatorSettings): Authenticator {
  const { origin, algorithm = 'ES256', backup, counts = false } = settings;
  const credentials: HeldCredential[] = [];
  let counter = 0;
  const nextCounter = () => (counts ? ++counter : 0);

  async function register(
    options: CreationOptions,
    overrides: RegistrationOverrides = {},
  ): Promise<RegistrationJson> {
    checkRelyingParty(settings, options.rp.id);
    checkVerification(settings, options.authenticatorSelection?.userVerification);
    if (!options.pubKeyCredParams.some(({ alg }) => alg === COSE_ALGORITHMS[algorithm]))
      throw named('NotSupportedError');
    if (options.excludeCredentials?.some(({ id }) => credentials.some((held) => held.id === id)))
      throw named('InvalidStateError');

    const id = overrides.credentialId ?? randomBytes(16);
    const key = await createCredentialKey(algorithm);
    const held = { id: toText(id), userHandle: options.user.id, key };
    credentials.push(held);
    const clientData = { type: 'webauthn.create', challenge: options.challenge, origin } as const;
    const authData = writeAuthenticatorData(
      {
        rpId: settings.rpId,
        flags: flagsOf(settings),
        counter: nextCounter(),
        attested: { id, publicKey: encodeCbor(overrides.publicKey ?? key.publicKey) },
      },
      overrides,
    );
    const clientDataJSON = writeClientData(clientData, overrides);
    const statement = overrides.isSelfAttested
      ? attestSelf(key, [authData, clientDataJSON])
      : new Map<string, CborValue>();
    const attestation = new Map<string, CborValue>([
      ['fmt', overrides.fmt ?? (overrides.isSelfAttested ? 'packed' : 'none')],
      ['attStmt', overrides.attStmt ?? statement],
      ['authData', authData],
    ]);
    return {
      ...shell(held.id),
      response: {
        clientDataJSON: toText(clientDataJSON),
        attestationObject: toText(
          Buffer.concat([encodeCbor(attestation), overrides.attestationTrailing ?? Buffer.alloc(0)]),
        ),
        transports: overrides.transports ?? (backup ? ['hybrid', 'internal'] : ['internal']),
      },
      ...overrides.credential,
    };
  }

  async function assert(options: RequestOptions, overrides: AssertionOverrides = {}): Promise<AssertionJson> {
    checkRelyingParty(settings, options.rpId);
    checkVerification(settings, options.userVerification);
    const allowed = options.allowCredentials ?? [];
    const held = credentials.findLast(
      (credential) => allowed.length === 0 || allowed.some(({ id }) => id === credential.id),
    );
    if (held === undefined) throw named('NotAllowedError');

    const clientData = { type: 'webauthn.get', challenge: options.challenge, origin } as const;
    const clientDataJSON = writeClientData(clientData, overrides);
    const authenticatorData = writeAuthenticatorData(
      { rpId: settings.rpId, flags: flagsOf(settings), counter: nextCounter() },
      overrides,
    );
    const signature = (overrides.key ?? held.key).sign(toSigned(authenticatorData, clientDataJSON));
    const userHandle = overrides.userHandle === undefined ? held.userHandle : overrides.userHandle;
    return {
      ...shell(held.id),
      response: {
        clientDataJSON: toText(clientDataJSON),
        authenticatorData: toText(authenticatorData),
        signature: toText(overrides.signature?.(signature) ?? signature),
        ...(userHandle !== null && { userHandle }),
      },
      ...overrides.credential,
    };
  }

  const forget = (id: string) => {
    const index = credentials.findIndex((held) => held.id === id);
    if (index >= 0) credentials.splice(index, 1);
  };
  return { credentials, register, assert, forget };
}

/** What signatures cover (WebAuthn Level 3 sections 6.3.3 and 8.2). */
function toSigned(authenticatorData: Uint8Array, clientDataJSON: Uint8Array): Buffer {
  return Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]);
}

function attestSelf({ algorithm, sign }: CredentialKey, [data, clientData]: readonly [Buffer, Buffer]) {
  return new Map<string, CborValue>([
    ['alg', COSE_ALGORITHMS[algorithm]],
    ['sig', sign(toSigned(data, clientData))],
  ]);
}

function shell(id: string) {
  return {
    id,
    rawId: id,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
  };
}

function flagsOf({ verifiesUser = true, backup }: AuthenticatorSettings): number {
  return (
    FLAGS.userPresent |
    (verifiesUser ? FLAGS.userVerified : 0) |
    (backup ? FLAGS.backupEligible : 0) |
    (backup === 'backed-up' ? FLAGS.backedUp : 0)
  );
}

function checkRelyingParty({ rpId }: AuthenticatorSettings, asked: string | undefined): void {
  if (asked !== undefined && asked !== rpId) throw named('SecurityError');
}

function checkVerification({ verifiesUser = true }: AuthenticatorSettings, demanded = 'preferred'): void {
  if (demanded === 'required' && !verifiesUser) throw named('NotAllowedError');
}

function named(name: string): Error {
  return Object.assign(new Error(`The browser rejects with ${name}`), { name });
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
