/** The discovery function as Lambda loads it, against a stand-in for KMS. */
import { proxyEvent } from '../fakes/proxy-event';
import { json, type StubEndpoint, startStubEndpoint } from '../shared/aws/stub-endpoint';
import { createTestKey, toSpki } from '../shared/tokens/mint-token';

const key = createTestKey('key-1');
const down = json(500, { __type: 'KMSInternalException' });
const up = json(200, { PublicKey: toSpki(key.publicKey).toString('base64'), KeyUsage: 'SIGN_VERIFY' });

let stub: StubEndpoint;
const environment = process.env;

beforeAll(async () => {
  stub = await startStubEndpoint(down, down, down, up);
  process.env = {
    ...environment,
    ISSUER: 'https://api.example.com/prod',
    API_URL: 'https://api.example.com/prod',
    BASE_PATH: '',
    CORS_ORIGINS: '*',
    VERIFICATION_KEYS: 'key-1',
    FEATURES: '',
    JWKS_MAX_AGE_SECONDS: '300',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_ENDPOINT_URL: stub.url,
  };
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterAll(async () => {
  process.env = environment;
  jest.restoreAllMocks();
  await stub.close();
});

async function get(resource: string) {
  const { handler } = await import('../../../lambda/discovery/handler');
  return handler(proxyEvent({ resource }));
}

test('while KMS fails the keys are unavailable and nobody keeps that answer; afterwards they are served', async () => {
  const failed = await get('/.well-known/jwks.json');

  expect(failed.statusCode).toBe(503);
  expect(JSON.parse(failed.body)).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  expect(failed.headers).toMatchObject({ 'Cache-Control': 'no-store', 'Retry-After': expect.any(String) });

  const served = await get('/.well-known/jwks.json');

  expect(served.statusCode).toBe(200);
  expect(served.headers).toMatchObject({ 'Cache-Control': 'public, max-age=300' });
  expect(JSON.parse(served.body)).toMatchObject({ keys: [{ kid: 'key-1', kty: 'RSA' }] });
});

test('the metadata are served with the same age', async () => {
  const served = await get('/.well-known/openid-configuration');

  expect(served.statusCode).toBe(200);
  expect(served.headers).toMatchObject({ 'Cache-Control': 'public, max-age=300' });
  expect(JSON.parse(served.body)).toMatchObject({ issuer: 'https://api.example.com/prod' });
});
