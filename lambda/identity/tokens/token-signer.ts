/** Signs access tokens in KMS: no process ever holds the private key. */

import { createHash } from 'node:crypto';
import type { AwsClient } from '../../shared/aws/aws-client';
import { callOrUnavailable } from '../../shared/aws/call-or-unavailable';
import { InternalError } from '../../shared/errors';
import { ACCESS_TOKEN_TYPE, type AccessTokenClaims } from '../../shared/tokens/access-token-claims';

/** Returns the claims as a signed compact JWS. */
export type TokenSigner = (claims: AccessTokenClaims) => Promise<string>;

/**
 * Creates the signer for one KMS key. The key's id is the `kid` of the tokens. RS256 is RSASSA-PKCS1-v1_5
 * with SHA-256 (RFC 7518 section 3.3).
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
 */
export function createKmsTokenSigner(kms: AwsClient, keyId: string): TokenSigner {
  const header = encode({ alg: 'RS256', typ: ACCESS_TOKEN_TYPE, kid: keyId });
  return async (claims) => {
    const signingInput = `${header}.${encode(claims)}`;
    const { Signature: signature } = await callOrUnavailable(
      kms.call('Sign', {
        KeyId: keyId,
        Message: createHash('sha256').update(signingInput).digest('base64'),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      }),
    );
    if (typeof signature !== 'string') throw new InternalError('KMS answered without a signature');
    return `${signingInput}.${Buffer.from(signature, 'base64').toString('base64url')}`;
  };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
