/**
 * Signs tokens with the key of a run, as only its KMS can. So the only fault of a token is the one that its
 * row tests.
 */
import { createHash, createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KMSClient, SignCommand, type SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { decodeJwt, type JWTPayload } from 'jose';
import type { EndpointFile } from '../../local/state/endpoint-file';
import { encodePart } from '../lambda/shared/tokens/mint-token';
import { send } from '../support/http-client';

/** The differences from a valid token; `undefined` removes a member. */
export interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** @default 'RSASSA_PKCS1_V1_5_SHA_256' */
  readonly algorithm?: SigningAlgorithmSpec;
}

/** Creates the tokens of one account. */
export interface Mint {
  /** The id of the key. */
  readonly kid: string;
  readonly publicKey: KeyObject;
  /** The header of a valid token. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The claims of a valid token, of an active session. */
  readonly claims: JWTPayload;
  /** Signs a token with the key of the run. */
  token(changes?: TokenChanges): Promise<string>;
  /** Signs two encoded parts without changing them. */
  signParts(header: string, payload: string, algorithm?: SigningAlgorithmSpec): Promise<string>;
  close(): void;
}

/**
 * Creates a mint.
 * @param folder the project folder of the run
 * @param token a valid token
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

/** Returns a digest if KMS accepts one, because a digest is short even for a long token. */
function toMessage(input: Buffer, algorithm: SigningAlgorithmSpec) {
  if (!algorithm.startsWith('RSASSA_PKCS1')) return { MessageType: 'RAW', Message: input } as const;
  const hash = `sha${algorithm.slice(-3)}`;
  return { MessageType: 'DIGEST', Message: createHash(hash).update(input).digest() } as const;
}

/** Creates a KMS client with the developer's own credentials. */
function createClient(folder: string): KMSClient {
  const endpoints = join(folder, '.local', 'endpoints');
  const [file = ''] = readdirSync(endpoints);
  const { endpoint, ...credentials }: EndpointFile = JSON.parse(readFileSync(join(endpoints, file), 'utf8'));
  return new KMSClient({ endpoint, credentials, region: 'us-east-1' });
}
