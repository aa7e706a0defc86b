// Express with express-jwt behind serverless-http, which replaces an authorizer when an app moves to Lambda
// unchanged.
import express from 'express';
import { expressjwt } from 'express-jwt';
import serverless from 'serverless-http';

const { ACCEPTED_AUDIENCES: AUDIENCE, ACCEPTED_ISSUERS, PUBLIC_KEY } = process.env;

const app = express();
app.use(
  expressjwt({
    secret: PUBLIC_KEY,
    algorithms: ['RS256'],
    issuer: ACCEPTED_ISSUERS.split(','),
    audience: AUDIENCE,
  }),
);
app.get('/foo', (request, response) => {
  response.json({ principalId: request.auth.sub });
});

const serve = serverless(app);

export async function handler({ authorizationToken }) {
  const { statusCode, body } = await serve({
    version: '1.0',
    httpMethod: 'GET',
    path: '/foo',
    headers: { authorization: authorizationToken },
    multiValueHeaders: { authorization: [authorizationToken] },
    queryStringParameters: null,
    body: null,
    isBase64Encoded: false,
    requestContext: { identity: { sourceIp: '192.0.2.1' } },
  });
  if (statusCode !== 200) throw new Error('Unauthorized');
  return JSON.parse(body);
}
