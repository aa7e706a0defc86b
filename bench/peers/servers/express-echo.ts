/** Express with express-jwt and RS256: the usual server without API Gateway. Prints its address. */
import { createPublicKey } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type Request as AuthenticatedRequest, expressjwt } from 'express-jwt';

const publicKey = createPublicKey({
  key: Buffer.from(process.env.PUBLIC_KEY ?? '', 'base64'),
  format: 'der',
  type: 'spki',
});
const secret = publicKey.export({ type: 'spki', format: 'pem' }).toString();

const app = express();
app.use(expressjwt({ secret, algorithms: ['RS256'] }));
app.get('/echo', (request: AuthenticatedRequest, response) => {
  const { path, method: httpMethod, query } = request;
  response.json({ path, httpMethod, queryStringParameters: query, sub: request.auth?.sub });
});

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
