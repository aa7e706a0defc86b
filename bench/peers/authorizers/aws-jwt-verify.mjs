// An authorizer after the README of aws-jwt-verify: its key set is preloaded, and it makes no calls.
import { createPublicKey } from 'node:crypto';
import { JwtVerifier } from 'aws-jwt-verify';

const { ACCEPTED_AUDIENCES: AUDIENCE, ACCEPTED_ISSUERS, VERIFICATION_KEYS, PUBLIC_KEY } = process.env;

const verifier = JwtVerifier.create({
  issuer: ACCEPTED_ISSUERS,
  audience: AUDIENCE,
  jwksUri: `${ACCEPTED_ISSUERS}/.well-known/jwks.json`,
});
const jwk = createPublicKey(PUBLIC_KEY).export({ format: 'jwk' });
verifier.cacheJwks({ keys: [{ ...jwk, kid: VERIFICATION_KEYS, use: 'sig', alg: 'RS256' }] });

export async function handler({ authorizationToken, methodArn }) {
  const { sub } = await verifier.verify(authorizationToken.slice('Bearer '.length));
  return {
    principalId: sub,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }],
    },
  };
}
