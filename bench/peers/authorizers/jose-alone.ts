/** An authorizer that verifies with jose and makes no calls. Its key is in the environment. */
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { importSPKI, jwtVerify } from 'jose';

const { ACCEPTED_AUDIENCES: AUDIENCE = '', ACCEPTED_ISSUERS = '', PUBLIC_KEY = '' } = process.env;
const key = importSPKI(PUBLIC_KEY, 'RS256');

export async function handler({ authorizationToken, methodArn }: APIGatewayTokenAuthorizerEvent) {
  const { payload } = await jwtVerify(authorizationToken.slice('Bearer '.length), await key, {
    algorithms: ['RS256'],
    issuer: ACCEPTED_ISSUERS.split(','),
    audience: AUDIENCE,
  });
  return {
    principalId: payload.sub,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }],
    },
  };
}
