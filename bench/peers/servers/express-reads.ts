/**
 * Express with express-jwt. It answers `GET /foo/:id` with the same two reads as we do, through the AWS SDK.
 */
import { createPublicKey } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import express from 'express';
import { type Request as AuthenticatedRequest, expressjwt } from 'express-jwt';

const { TABLE_NAME, PUBLIC_JWK = '{}', ISSUER = '', AUDIENCE = '' } = process.env;
const publicKey = createPublicKey({ key: JSON.parse(PUBLIC_JWK), format: 'jwk' });
const secret = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const dynamo = new DynamoDBClient({});

async function read(pk: string, sk: string, attributes: readonly string[]) {
  const { Item: item } = await dynamo.send(
    new GetItemCommand({
      TableName: TABLE_NAME,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ConsistentRead: true,
      ProjectionExpression: attributes.map((_, index) => `#${index}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#${index}`, name])),
    }),
  );
  return item;
}

const app = express();
app.use(expressjwt({ secret, algorithms: ['RS256'], issuer: ISSUER, audience: AUDIENCE }));
app.use(async ({ auth }: AuthenticatedRequest, response, next) => {
  const session = await read(`SESSIONS#${auth?.sub}`, String(auth?.sid), ['createdAt', 'expiresAt']);
  if (Number(session?.expiresAt?.N) * 1000 > Date.now()) return next();
  response.status(401).json({ message: 'Unauthorized' });
});
app.get('/foo/:id', async ({ auth, params }: AuthenticatedRequest, response) => {
  const foo = await read(`FOO#${auth?.sub}`, String(params.id), ['sk', 'name', 'note', 'createdAt']);
  if (foo === undefined) {
    response.status(404).json({ message: 'Not found' });
    return;
  }
  response.json({ id: foo.sk?.S, name: foo.name?.S, note: foo.note?.S, createdAt: foo.createdAt?.S });
});

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
