/** The calls of operators' commands to SES, against a stub and against the requests of the AWS SDK. */
import {
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { RequestSigner } from 'aws4';
import { createSesCaller, type SesCall } from '../../../bin/ses/call-ses';
import {
  type Answering,
  hangUp,
  json,
  type StubEndpoint,
  startStubEndpoint,
} from '../../lambda/shared/aws/stub-endpoint';

const stubs: StubEndpoint[] = [];
afterEach(async () => {
  for (const stub of stubs.splice(0)) await stub.close();
});
async function start(...answers: readonly Answering[]): Promise<StubEndpoint> {
  const stub = await startStubEndpoint(...answers);
  stubs.push(stub);
  return stub;
}

const address = 'ada+x@example.org';
const setOf = { ConfigurationSetName: 'mails' };
const removal: SesCall = {
  operation: 'DeleteSuppressedDestination',
  method: 'DELETE',
  path: ['suppression', 'addresses', address],
};

test.each<[SesCall, (client: SESv2Client) => Promise<unknown>]>([
  [removal, (client) => client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: address }))],
  [
    { operation: 'GetAccount', method: 'GET', path: ['account'] },
    (client) => client.send(new GetAccountCommand({})),
  ],
  [
    { operation: 'GetEmailIdentity', method: 'GET', path: ['identities', address] },
    (client) => client.send(new GetEmailIdentityCommand({ EmailIdentity: address })),
  ],
  [
    { operation: 'GetConfigurationSet', method: 'GET', path: ['configuration-sets', 'mails'] },
    (client) => client.send(new GetConfigurationSetCommand(setOf)),
  ],
  [
    {
      operation: 'GetConfigurationSetEventDestinations',
      method: 'GET',
      path: ['configuration-sets', 'mails', 'event-destinations'],
    },
    (client) => client.send(new GetConfigurationSetEventDestinationsCommand(setOf)),
  ],
])('$operation is the request that the SDK of AWS makes', async (call, bySdk) => {
  const stub = await start(json(200, {}));
  const { region, endpoint, credentials } = stub.settings('email');
  await createSesCaller(stub.settings('email'))(call);
  await bySdk(new SESv2Client({ region, endpoint: endpoint.href, credentials }));
  const [own, sdk] = stub.requests;
  expect(own).toMatchObject({ method: call.method, path: sdk?.path, body: '' });
  expect(own?.method).toBe(sdk?.method);
  const scope = /Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/ses\/aws4_request/;
  expect(own?.headers.authorization).toMatch(scope);
  expect(sdk?.headers.authorization).toMatch(scope);
  expect(own?.headers['x-amz-security-token']).toBe('session');
});

test('the signature covers the path encoded twice, as AWS demands outside of S3', () => {
  const path = `/v2/email/suppression/addresses/${encodeURIComponent(address)}`;
  const signer = new RequestSigner({ service: 'ses', region: 'eu-west-1', path }, {}) as unknown as {
    canonicalString(): string;
    prepareRequest(): void;
  };
  signer.prepareRequest();
  expect(signer.canonicalString()).toContain('/v2/email/suppression/addresses/ada%252Bx%2540example.org\n');
});

test('returns the output, which may be empty', async () => {
  const stub = await start(json(200, { SendingEnabled: true }), (response) => response.end());
  const call = createSesCaller(stub.settings('email'));
  expect(await call(removal)).toEqual({ SendingEnabled: true });
  expect(await call(removal)).toEqual({});
});

test.each<[string, Answering, object]>([
  [
    'an error of AWS',
    json(404, {}, { 'x-amzn-errortype': 'NotFoundException:http://internal' }),
    { operation: 'ses:DeleteSuppressedDestination', kind: 'not-found', reason: 'NotFoundException' },
  ],
  ['a broken connection', hangUp, { kind: 'unavailable' }],
  ['no JSON', (response) => response.end('<html>'), { kind: 'unavailable', reason: 'MalformedAnswer' }],
  ['a redirect', (response) => response.writeHead(302, { location: '/' }).end(), { kind: 'unavailable' }],
])('fails at %s', async (_, answer, error) => {
  const stub = await start(answer);
  await expect(createSesCaller(stub.settings('email'))(removal)).rejects.toMatchObject(error);
});
