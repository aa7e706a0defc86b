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
import {
  audience,
  createTestKey,
  issuer,
  mintToken,
  soundClaims,
  toKeySource,
} from '../shared/tokens/mint-token';

const key = createTestKey('key-1');
const stage = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod';
const nowSeconds = Math.floor(Date.now() / 1000);
const token = mintToken(key, {
  claims: { iat: nowSeconds, auth_time: nowSeconds, exp: nowSeconds + 600, scope: 'admin' },
});

const session = json(200, {
  Item: { createdAt: { N: String(nowSeconds) }, expiresAt: { N: String(nowSeconds + 600) }, v: { N: '1' } },
});
const grants = { anyToken: ['GET/foo', 'GET/foo/*'], scopes: { admin: ['DELETE/everything'] } };

/** The folder of the function's files that are not code. */
let taskRoot: string;
beforeAll(() => {
  taskRoot = mkdtempSync(path.join(tmpdir(), 'authorizer-root-'));
  writeFileSync(path.join(taskRoot, 'routes.json'), JSON.stringify(grants));
});
afterAll(() => rmSync(taskRoot, { recursive: true, force: true }));

const denied = json(400, { __type: 'com.amazon.coral.service#AccessDeniedException' });

describe('with a fake DynamoDB', () => {
  let stub: StubEndpoint;
  let logged: string[];
  const environment = process.env;

  /** Loads the function again, with an endpoint that returns these responses in turn. */
  async function load(...answers: readonly Answering[]) {
    return loadWith({}, ...answers);
  }

  /** Does the same with some variables replaced. */
  async function loadWith(variables: NodeJS.ProcessEnv, ...answers: readonly Answering[]) {
    stub = await startStubEndpoint(...answers);
    process.env = {
      ...environment,
      LAMBDA_TASK_ROOT: taskRoot,
      TABLE_NAME: 'table',
      ACCEPTED_AUDIENCES: audience,
      ACCEPTED_ISSUERS: issuer,
      VERIFICATION_KEYS: 'key-1',
      PUBLIC_KEYS: toKeySource(key).publicKeys,
      REVOCATION: 'immediate',
      SESSIONS_NOT_BEFORE: '0',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_ENDPOINT_URL: stub.url,
      ...variables,
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

  test('allows the routes of a token with a valid session, and reads only the session', async () => {
    const call = await load(session);

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
      'DynamoDB_20120810.GetItem',
      'DynamoDB_20120810.GetItem',
    ]);
  });

  test('does not start without its routes', async () => {
    const whole = taskRoot;
    taskRoot = path.join(whole, 'nowhere');
    await expect(load()).rejects.toThrow('routes.json cannot be used: ENOENT');
    taskRoot = whole;
  });

  test('throws Unauthorized for a token whose session no longer exists', async () => {
    const call = await load(json(200, {}));

    await expect(call(`Bearer ${token}`)).rejects.toThrow(/^Unauthorized$/);
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'token_rejected', reason: 'session-ended', kid: 'key-1', requestId: 'request-1' },
    ]);
  });

  test.each<[string, readonly Answering[]]>([
    ['DynamoDB is silent', [silent]],
    ['DynamoDB hangs up', [hangUp]],
    ['the role may not read the session', [denied]],
  ])('authorizes no request, reports a fault and stops after a few attempts when %s', async (_, answers) => {
    const call = await load(...answers);

    await expect(call(`Bearer ${token}`)).rejects.toThrow(/^AuthorizerFault$/);

    expect(stub.requests.length).toBeLessThanOrEqual(3);
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'authorizer_failed', error: { name: 'AwsCallError' } },
    ]);
    expect(logged.join('')).not.toContain(token.split('.')[2]);
  });

  test('makes no calls with revocation on expiry', async () => {
    const call = await loadWith({ REVOCATION: 'on-expiry' }, denied);

    await expect(call(`Bearer ${token}`)).resolves.toMatchObject({ principalId: soundClaims.sub });
    expect(stub.requests).toEqual([]);
  });

  test('throws Unauthorized for a token of an unknown key, without a call', async () => {
    const call = await load(session);
    const stranger = mintToken(key, { header: { kid: 'key-2' } });

    await expect(call(`Bearer ${stranger}`)).rejects.toThrow(/^Unauthorized$/);
    expect(stub.requests).toEqual([]);
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([{ reason: 'unknown-key', kid: 'key-2' }]);
  });

  test('the entry point without session reads does not start with immediate revocation', async () => {
    await load(session);
    jest.resetModules();
    const started = import('../../../lambda/authorizer/on-expiry-handler');
    await expect(started).rejects.toThrow('REVOCATION is immediate: deploy handler.ts');
  });

  test.each([
    ['there is no public key of an accepted key', '{}'],
    ['the public keys are what a deployment without them leaves', 'Keys.PublicKeys'],
  ])('does not start when %s', async (_, publicKeys) => {
    await expect(loadWith({ PUBLIC_KEYS: publicKeys }, session)).rejects.toThrow(/public key/);
  });
});

describe('the bundles', () => {
  const ENTRIES = [
    { entry: 'handler', maxKilobytes: 40, libraries: ['jose'] },
    { entry: 'on-expiry-handler', maxKilobytes: 27, libraries: ['jose'] },
  ] as const;
  const root = path.join(__dirname, '../../..');

  let folder: string;
  let metafile: Metafile;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'authorizer-bundle-'));
    const result = await build({
      absWorkingDir: root,
      entryPoints: ENTRIES.map(({ entry }) => `lambda/authorizer/${entry}.ts`),
      outdir: folder,
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

  test.each(ENTRIES)(
    '$entry.js is under $maxKilobytes KB, and contains no library except $libraries',
    (bundle) => {
      const [, output] =
        Object.entries(metafile.outputs).find(([name]) => name.endsWith(`/${bundle.entry}.js`)) ?? [];
      expect(output?.bytes).toBeLessThan(bundle.maxKilobytes * 1024);
      const packages = Object.keys(output?.inputs ?? {}).flatMap(
        (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [],
      );
      expect([...new Set(packages)].sort()).toEqual(bundle.libraries);
    },
  );

  /** Authorizes the valid token in a separate process, and returns what that process loaded. */
  function judge(entry: (typeof ENTRIES)[number]['entry'], revocation: string) {
    const script = `
    const { handler } = require(process.argv[1]);
    const event = JSON.parse(process.argv[2]);
    handler(event).then(({ principalId }) => principalId, ({ message }) => message).then((answer) => {
      require('node:fs').writeSync(3, JSON.stringify({ answer, loaded: process.moduleLoadList }));
      process.exit(0);
    });`;
    const event = { type: 'TOKEN', authorizationToken: `Bearer ${token}`, methodArn: `${stage}/GET/foo` };
    const { output, stderr } = spawnSync(
      process.execPath,
      ['-e', script, path.join(folder, `${entry}.js`), JSON.stringify(event)],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        env: {
          LAMBDA_TASK_ROOT: taskRoot,
          TABLE_NAME: 'table',
          ACCEPTED_AUDIENCES: audience,
          ACCEPTED_ISSUERS: issuer,
          VERIFICATION_KEYS: 'key-1',
          PUBLIC_KEYS: toKeySource(key).publicKeys,
          REVOCATION: revocation,
          SESSIONS_NOT_BEFORE: '0',
          AWS_REGION: 'eu-west-1',
          AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'not-a-secret',
          AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        },
      },
    );
    expect(stderr).toBe('');
    const { answer, loaded } = JSON.parse(output[3] ?? '') as { answer: string; loaded: string[] };
    const has = (name: RegExp) => loaded.filter((entry) => name.test(entry));
    return { answer, has };
  }

  const COSTLY = /undici|perf_hooks|timers\/promises/;

  test('calls DynamoDB without loading undici, perf_hooks or timers/promises', () => {
    const { answer, has } = judge('handler', 'immediate');

    expect(answer).toBe('AuthorizerFault');
    expect(has(COSTLY)).toEqual([]);
    // otherwise the count would find nothing
    expect(has(/NativeModule https$/)).toHaveLength(1);
  });

  test('of a stage with revocation on expiry loads neither these nor the code that makes and signs calls', () => {
    const { answer, has } = judge('on-expiry-handler', 'on-expiry');

    expect(answer).toBe(soundClaims.sub);
    expect(has(COSTLY)).toEqual([]);
    expect(has(/NativeModule (https?|_http_.*|net|tls|crypto)$/)).toEqual([]);
  });
});
