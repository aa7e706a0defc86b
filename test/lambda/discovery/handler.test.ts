/** The discovery function as Lambda loads it. */
import { proxyEvent } from '../fakes/proxy-event';
import { createTestKey, toKeySource } from '../shared/tokens/mint-token';

const environment = process.env;

beforeAll(() => {
  process.env = {
    ...environment,
    ISSUER: 'https://api.example.com/prod',
    API_URL: 'https://api.example.com/prod',
    BASE_PATH: '',
    CORS_ORIGINS: '*',
    VERIFICATION_KEYS: 'key-1',
    PUBLIC_KEYS: toKeySource(createTestKey('key-1')).publicKeys,
    FEATURES: '',
    JWKS_MAX_AGE_SECONDS: '300',
    RELATED_ORIGINS: 'https://app.example.net,https://shop.example.org',
    // The variables that an AWS call would need.
    AWS_REGION: undefined,
    AWS_ACCESS_KEY_ID: undefined,
  };
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterAll(() => {
  process.env = environment;
  jest.restoreAllMocks();
});

async function get(resource: string) {
  const { handler } = await import('../../../lambda/discovery/handler');
  return handler(proxyEvent({ resource }));
}

test('the keys are served without a call', async () => {
  const served = await get('/.well-known/jwks.json');

  expect(served.statusCode).toBe(200);
  expect(served.headers).toMatchObject({ 'Cache-Control': 'public, max-age=300' });
  expect(JSON.parse(served.body)).toMatchObject({ keys: [{ kid: 'key-1', kty: 'RSA' }] });
});

test('the metadata are served with the same max-age', async () => {
  const served = await get('/.well-known/openid-configuration');

  expect(served.statusCode).toBe(200);
  expect(served.headers).toMatchObject({ 'Cache-Control': 'public, max-age=300' });
  expect(JSON.parse(served.body)).toMatchObject({ issuer: 'https://api.example.com/prod' });
});

test('the related origins of passkeys are served as JSON with the same max-age', async () => {
  const served = await get('/.well-known/webauthn');

  expect(served.statusCode).toBe(200);
  expect(served.headers).toMatchObject({
    'Content-Type': 'application/json',
    'Cache-Control': 'public, max-age=300',
  });
  expect(JSON.parse(served.body)).toEqual({
    origins: ['https://app.example.net', 'https://shop.example.org'],
  });
});
