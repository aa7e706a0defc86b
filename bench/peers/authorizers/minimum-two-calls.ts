/**
 * The hand-written minimum that fetches its key from KMS at every start: jose, and two signed calls over
 * node:http.
 */
import http from 'node:http';
import https from 'node:https';
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { sign } from 'aws4';
import { importSPKI, jwtVerify } from 'jose';

const {
  TABLE_NAME,
  ACCEPTED_AUDIENCES: AUDIENCE,
  ACCEPTED_ISSUERS = '',
  VERIFICATION_KEYS: KEY_ID,
} = process.env;
const endpoints = {
  dynamodb: new URL(process.env.AWS_ENDPOINT_URL ?? ''),
  kms: new URL(process.env.AWS_ENDPOINT_URL_KMS ?? process.env.AWS_ENDPOINT_URL ?? ''),
};
const { request: send, Agent } = endpoints.dynamodb.protocol === 'https:' ? https : http;
const agent = new Agent({ keepAlive: true });

function call(service: 'dynamodb' | 'kms', target: string, input: object): Promise<Record<string, never>> {
  const endpoint = endpoints[service];
  const version = service === 'kms' ? '1.1' : '1.0';
  const { headers, body } = sign({
    service,
    method: 'POST',
    path: '/',
    body: JSON.stringify(input),
    headers: {
      Host: endpoint.host,
      'Content-Type': `application/x-amz-json-${version}`,
      'X-Amz-Target': target,
    },
  });
  return new Promise((resolve, reject) => {
    const { hostname, port } = endpoint;
    const request = send({ agent, hostname, port, method: 'POST', path: '/', headers: { ...headers } });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text)),
      );
    });
    request.end(body);
  });
}

const key = call('kms', 'TrentService.GetPublicKey', { KeyId: KEY_ID }).then(({ PublicKey: der = '' }) =>
  importSPKI(`-----BEGIN PUBLIC KEY-----\n${der}\n-----END PUBLIC KEY-----`, 'RS256'),
);

export async function handler({ authorizationToken, methodArn }: APIGatewayTokenAuthorizerEvent) {
  const { payload } = await jwtVerify(authorizationToken.slice('Bearer '.length), await key, {
    algorithms: ['RS256'],
    typ: 'at+jwt',
    issuer: ACCEPTED_ISSUERS.split(','),
    audience: AUDIENCE ?? '',
  });
  const { Item: item } = await call('dynamodb', 'DynamoDB_20120810.GetItem', {
    TableName: TABLE_NAME,
    Key: { pk: { S: `SESSIONS#${payload.sub}` }, sk: { S: payload.sid } },
    ConsistentRead: true,
    ProjectionExpression: 'createdAt, expiresAt, v',
  });
  const { expiresAt } = (item ?? {}) as { expiresAt?: { N: string } };
  if (!(Number(expiresAt?.N) * 1000 > Date.now())) throw new Error('Unauthorized');
  const [stage = '', api = ''] = methodArn.split('/').slice(0, 2).reverse();
  return {
    principalId: payload.sub,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${api}/${stage}/*` }],
    },
    context: { sub: payload.sub, sid: payload.sid },
  };
}
