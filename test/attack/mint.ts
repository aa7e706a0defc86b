/** Signs tokens with the key of a run, as nobody but its KMS could: so that a row's only fault is the one it is about. */
import { createHash, createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KMSClient, SignCommand, type SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { decodeJwt, type JWTPayload } from 'jose';
import type { EndpointFile } from '../../local/state/endpoint-file';
import { encodePart } from '../lambda/shared/tokens/mint-token';
import { send } from '../support/http-client';

/** What differs from a sound token; `undefined` leaves a member out. */
export interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** @default 'RSASSA_PKCS1_V1_5_SHA_256' */
  readonly algorithm?: SigningAlgorithmSpec;
}

/** The maker of one account's tokens. */
export interface Mint {
  /** The key's id. */
  readonly kid: string;
  readonly publicKey: KeyObject;
  /** The header of a sound token. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The claims of a sound token: of a session that is on. */
  readonly claims: JWTPayload;
  /** Signs a token with the run's key. */
  token(changes?: TokenChanges): Promise<string>;
  /** Signs two encoded parts as they are. */
  signParts(header: string, payload: string, algorithm?: SigningAlgorithmSpec): Promise<string>;
  close(): void;
}

/**
 * Makes the mint.
 * @param folder the project that the run was started with
 * @param token a sound token
 */
export async function createMint(origin: string, folder: string, token: string): Promise<Mint> {
  const { json } = await send(origin, { path: '/.well-known/jwks.json' });
  const [jwk] = json.keys;
  const kid: string = jwk.kid;
  const client = createClient(folder);
  const header = { alg: 'RS256', typ: 'at+jwt', kid };
  const claims = decodeJwt(token);

  async function signParts(
    head: string,
    payload: string,
    algorithm: SigningAlgorithmSpec = 'RSASSA_PKCS1_V1_5_SHA_256',
  ): Promise<string> {
    const input = Buffer.from(`${head}.${payload}`);
    const sign = new SignCommand({ KeyId: kid, SigningAlgorithm: algorithm, ...toMessage(input, algorithm) });
    const { Signature: signature = new Uint8Array() } = await client.send(sign);
    return `${input}.${Buffer.from(signature).toString('base64url')}`;
  }

  return {
    kid,
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
    header,
    claims,
    token: (changes = {}) =>
      signParts(
        encodePart({ ...header, ...changes.header }),
        encodePart({ ...claims, jti: randomUUID(), ...changes.claims }),
        changes.algorithm,
      ),
    signParts,
    close: () => client.destroy(),
  };
}

/** A digest, where KMS takes one: a long token is no longer than a short one then. */
function toMessage(input: Buffer, algorithm: SigningAlgorithmSpec) {
  if (!algorithm.startsWith('RSASSA_PKCS1')) return { MessageType: 'RAW', Message: input } as const;
  const hash = `sha${algorithm.slice(-3)}`;
  return { MessageType: 'DIGEST', Message: createHash(hash).update(input).digest() } as const;
}

/** The developer's own access to the run's KMS. */
function createClient(folder: string): KMSClient {
  const endpoints = join(folder, '.local', 'endpoints');
  const [file = ''] = readdirSync(endpoints);
  const { endpoint, ...credentials }: EndpointFile = JSON.parse(readFileSync(join(endpoints, file), 'utf8'));
  return new KMSClient({ endpoint, credentials, region: 'us-east-1' });
}
