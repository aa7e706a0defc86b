/** An authorizer after AWS's blueprint, from which most published ones derive: jsonwebtoken, no calls. */
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import jwt from 'jsonwebtoken';

const { ACCEPTED_AUDIENCES: AUDIENCE = '', ACCEPTED_ISSUERS = '', PUBLIC_KEY = '' } = process.env;

export async function handler({ authorizationToken, methodArn }: APIGatewayTokenAuthorizerEvent) {
  const claims = jwt.verify(authorizationToken.slice('Bearer '.length), PUBLIC_KEY, {
    algorithms: ['RS256'],
    issuer: ACCEPTED_ISSUERS.split(',') as [string, ...string[]],
    audience: AUDIENCE,
  });
  return {
    principalId: String(claims.sub),
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }],
    },
  };
}
