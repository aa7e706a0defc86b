/** Signs access tokens in KMS: no process ever holds the private key. */

import { createHash } from 'node:crypto';
import { type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { InternalError } from '../shared/errors';
import { callAws } from '../shared/sdk/call-aws';
import { ACCESS_TOKEN_TYPE, type AccessTokenClaims } from '../shared/tokens/access-token-claims';

/** Makes a compact JWS of claims. */
export type TokenSigner = (claims: AccessTokenClaims) => Promise<string>;

/**
 * Makes the signer for one KMS key; its id is the `kid` of the tokens.
 * RS256 is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 section 3.3).
 */
export function createKmsTokenSigner(client: KMSClient, keyId: string): TokenSigner {
  const header = encode({ alg: 'RS256', typ: ACCESS_TOKEN_TYPE, kid: keyId });
  return async (claims) => {
    const signingInput = `${header}.${encode(claims)}`;
    const { Signature: signature } = await callAws((options) =>
      client.send(
        new SignCommand({
          KeyId: keyId,
          Message: createHash('sha256').update(signingInput).digest(),
          MessageType: 'DIGEST',
          SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
        }),
        options,
      ),
    );
    if (!signature) throw new InternalError('KMS answered without a signature');
    return `${signingInput}.${Buffer.from(signature).toString('base64url')}`;
  };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
