/** That the call is signed as the AWS SDK signs it, and the result for each response. */
import { createServer, type IncomingMessage } from 'node:http';
import { KMSClient } from '@aws-sdk/client-kms';
import { invokeVersion } from '../../../lambda/deployment-check/invoke-version';
import { lambda } from '../../../lambda/shared/aws/aws-services';
import { closeServer, listen } from '../../support/loopback';

const version = 'arn:aws:lambda:eu-west-1:111122223333:function:LatchkeyProd-Auth:7';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret', sessionToken: 'session' };

interface Received {
  readonly request: IncomingMessage;
  readonly body: string;
}

/** Invokes the version at a stand-in for Lambda. */
async function invoke(status: number, answer: string) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ request, body: Buffer.concat(chunks).toString() });
      response.writeHead(status).end(answer);
    });
  });
  const endpoint = new URL(await listen(server));
  const settings = { service: lambda, region: 'eu-west-1', endpoint, credentials };
  try {
    const output = await invokeVersion(settings, version, { selfCheck: true }).catch(
      (error: unknown) => error,
    );
    return { output, received: received[0] };
  } finally {
    await closeServer(server);
  }
}

test('sends the event to that version, and returns what it answers', async () => {
  const { output, received } = await invoke(200, '{"argon2id":true}');
  expect(output).toEqual({ argon2id: true });
  expect(received?.request.method).toBe('POST');
  expect(decodeURIComponent(received?.request.url ?? '')).toBe(
    `/2015-03-31/functions/${version}/invocations`,
  );
  expect(received?.body).toBe('{"selfCheck":true}');
});

test('is signed as the SDK signs it', async () => {
  const { received } = await invoke(200, '{}');
  const { headers, url = '' } = received?.request ?? {};
  const { authorization, connection: _, 'transfer-encoding': __, ...others } = headers ?? {};
  const signed = /SignedHeaders=([^,]+)/.exec(authorization ?? '')?.[1]?.split(';') ?? [];
  const date = String(others['x-amz-date']).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  const signer = await new KMSClient({ region: 'eu-west-1', credentials }).config.signer();
  const theirs = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: url,
      query: {},
      headers: Object.fromEntries(signed.map((name) => [name, String(others[name])])),
      body: received?.body,
    },
    {
      signingDate: new Date(date),
      signingService: 'lambda',
      unsignableHeaders: new Set(['x-amz-content-sha256']),
    },
  );
  expect(authorization).toBe(theirs.headers.authorization);
});

test.each([
  [403, '{"__type":"AccessDeniedException"}', 'denied'],
  [429, '{}', 'throttled'],
  [500, '', 'unavailable'],
  [200, 'not JSON', 'unavailable'],
])('an answer of %i %s fails as %s', async (status, body, kind) => {
  const { output } = await invoke(status, body);
  expect(output).toMatchObject({ name: 'AwsCallError', operation: 'lambda:Invoke', kind });
});
