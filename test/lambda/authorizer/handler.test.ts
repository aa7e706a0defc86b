/** The authorizer function as Lambda loads it, from its sources and from a bundle. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { build, type Metafile } from 'esbuild';
import {
  type Answering,
  hangUp,
  json,
  type StubEndpoint,
  silent,
  startStubEndpoint,
} from '../shared/aws/stub-endpoint';
import { audience, createTestKey, issuer, mintToken, soundClaims, toSpki } from '../shared/tokens/mint-token';

const key = createTestKey('key-1');
const stage = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod';
const nowSeconds = Math.floor(Date.now() / 1000);
const token = mintToken(key, {
  claims: { iat: nowSeconds, auth_time: nowSeconds, exp: nowSeconds + 600, scope: 'admin' },
});

const publicKey = json(200, { PublicKey: toSpki(key.publicKey).toString('base64'), KeyUsage: 'SIGN_VERIFY' });
const session = json(200, {
  Item: { createdAt: { N: String(nowSeconds) }, expiresAt: { N: String(nowSeconds + 600) }, v: { N: '1' } },
});
const grants = { anyToken: ['GET/foo', 'GET/foo/*'], scopes: { admin: ['DELETE/everything'] } };

/** The folder of the function's code, as far as it is not code. */
let taskRoot: string;
beforeAll(() => {
  taskRoot = mkdtempSync(path.join(tmpdir(), 'authorizer-root-'));
  writeFileSync(path.join(taskRoot, 'routes.json'), JSON.stringify(grants));
});
afterAll(() => rmSync(taskRoot, { recursive: true, force: true }));

const denied = json(400, { __type: 'com.amazon.coral.service#AccessDeniedException' });

describe('wired against a stand-in for KMS and DynamoDB', () => {
  let stub: StubEndpoint;
  let logged: string[];
  const environment = process.env;

  /** Loads the function afresh, with an endpoint that gives these answers in turn. */
  async function load(...answers: readonly Answering[]) {
    stub = await startStubEndpoint(...answers);
    process.env = {
      ...environment,
      LAMBDA_TASK_ROOT: taskRoot,
      TABLE_NAME: 'table',
      ACCEPTED_AUDIENCES: audience,
      ACCEPTED_ISSUERS: issuer,
      VERIFICATION_KEYS: 'key-1',
      REVOCATION: 'immediate',
      SESSIONS_NOT_BEFORE: '0',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_ENDPOINT_URL: stub.url,
    };
    jest.resetModules();
    const { handler } = await import('../../../lambda/authorizer/handler');
    return (authorizationToken: string) => {
      const event: APIGatewayTokenAuthorizerEvent = {
        type: 'TOKEN',
        authorizationToken,
        methodArn: `${stage}/GET/foo`,
      };
      return handler(event, { awsRequestId: 'request-1' });
    };
  }

  beforeEach(() => {
    logged = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(String(line)) > 0);
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    process.env = environment;
    await stub.close();
  });

  test('a token of a session that is on opens its routes, and the key is fetched once', async () => {
    const call = await load(publicKey, session);

    const answer = await call(`Bearer ${token}`);
    await call(`bearer ${token}`);

    expect(answer).toMatchObject({
      principalId: soundClaims.sub,
      context: { sub: soundClaims.sub, scope: 'admin' },
      policyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Resource: [`${stage}/GET/foo`, `${stage}/GET/foo/*`, `${stage}/DELETE/everything`],
          },
        ],
      },
    });
    expect(stub.requests.map(({ headers }) => headers['x-amz-target'])).toEqual([
      'TrentService.GetPublicKey',
      'DynamoDB_20120810.GetItem',
      'DynamoDB_20120810.GetItem',
    ]);
  });

  test('it does not start without its routes', async () => {
    const whole = taskRoot;
    taskRoot = path.join(whole, 'nowhere');
    await expect(load()).rejects.toThrow('routes.json cannot be used: ENOENT');
    taskRoot = whole;
  });

  test('a token of a session that is gone is Unauthorized', async () => {
    const call = await load(publicKey, json(200, {}));

    await expect(call(`Bearer ${token}`)).rejects.toThrow(/^Unauthorized$/);
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'token_rejected', reason: 'session-ended', kid: 'key-1', requestId: 'request-1' },
    ]);
  });

  test.each<[string, readonly Answering[]]>([
    ['KMS is silent', [silent]],
    ['KMS hangs up', [hangUp]],
    ['the role may not read the key', [denied]],
    ['DynamoDB is silent', [publicKey, silent]],
    ['the role may not read the session', [publicKey, denied]],
  ])('lets nobody in, blames no token and ends within a second or so when %s', async (_, answers) => {
    const call = await load(...answers);
    const started = performance.now();

    await expect(call(`Bearer ${token}`)).rejects.toThrow(/^AuthorizerFault$/);

    expect(performance.now() - started).toBeLessThan(1300);
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'authorizer_failed', error: { name: 'AwsCallError' } },
    ]);
    expect(logged.join('')).not.toContain(token.split('.')[2]);
  });

  test('recovers by itself once KMS answers again', async () => {
    let kms = denied;
    const call = await load((response) => kms(response));
    await expect(call(`Bearer ${token}`)).rejects.toThrow(/^AuthorizerFault$/);
    await expect(call(`Bearer ${token}`)).rejects.toThrow(/^AuthorizerFault$/);

    const answers = [publicKey, session];
    kms = (response) => answers.shift()?.(response);

    await expect(call(`Bearer ${token}`)).resolves.toMatchObject({ principalId: soundClaims.sub });
  });
});

describe('its bundle', () => {
  const MAX_BYTES = 40 * 1024;
  const root = path.join(__dirname, '../../..');

  let folder: string;
  let file: string;
  let metafile: Metafile;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'authorizer-bundle-'));
    file = path.join(folder, 'index.js');
    const result = await build({
      absWorkingDir: root,
      entryPoints: ['lambda/authorizer/handler.ts'],
      outfile: file,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      target: 'node24',
      mainFields: ['module', 'main'],
      metafile: true,
      logLevel: 'silent',
    });
    metafile = result.metafile;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is under 40 KB', () => {
    const [output] = Object.values(metafile.outputs);

    expect(output?.bytes).toBeLessThan(MAX_BYTES);
  });

  test('holds jose and aws4 and no other library', () => {
    const packages = Object.keys(metafile.inputs).flatMap(
      (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [],
    );

    expect([...new Set(packages)].sort()).toEqual(['aws4', 'jose']);
  });

  test('loads, judges a token and refuses it without loading undici', () => {
    const script = `
    const { handler } = require(process.argv[1]);
    const event = { type: 'TOKEN', authorizationToken: 'Bearer a.b.c', methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod/GET/foo' };
    handler(event).catch(({ message }) => {
      const undici = process.moduleLoadList.filter((name) => name.includes('undici'));
      require('node:fs').writeSync(3, JSON.stringify({ message, undici }));
      process.exit(0);
    });`;

    const { output, stderr } = spawnSync(process.execPath, ['-e', script, file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: 20_000,
      env: {
        LAMBDA_TASK_ROOT: taskRoot,
        TABLE_NAME: 'table',
        ACCEPTED_AUDIENCES: 'latchkey',
        ACCEPTED_ISSUERS: 'https://api.example.com/prod',
        VERIFICATION_KEYS: 'key-1',
        REVOCATION: 'immediate',
        SESSIONS_NOT_BEFORE: '0',
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'not-a-secret',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      },
    });

    expect(stderr).toBe('');
    expect(JSON.parse(output[3] ?? '')).toEqual({ message: 'Unauthorized', undici: [] });
  });
});
