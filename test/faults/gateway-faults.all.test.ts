/** Makes API Gateway reject requests or time out, and compares its own responses with openapi.json. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyChanged, type Resources } from '../support/change-template';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { loadBefore } from '../support/patient-functions';
import { assemblyFolder } from '../support/server-under-test';
import { startRun, type TestRun } from './start-run';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-gateway-'));
let run: TestRun;

/** Code that a function loads before its own, and that never answers a request for the keys. */
const SILENT = `
const { handler } = require('./index');
require.cache[require.resolve('./index')].exports = {
  handler: (event, context) =>
    event.path.endsWith('/jwks.json') ? new Promise(() => {}) : handler(event, context),
};`;

/** Returns the properties of the only GET method on a resource. */
function findMethod(resources: Resources, pathPart: string) {
  const [id] =
    Object.entries(resources).find(([, { Properties }]) => Properties?.PathPart === pathPart) ?? [];
  const methods = Object.values(resources).filter(
    ({ Type, Properties }) =>
      Type === 'AWS::ApiGateway::Method' &&
      Properties.ResourceId.Ref === id &&
      Properties.HttpMethod === 'GET',
  );
  expect(methods).toHaveLength(1);
  return methods[0]?.Properties;
}

beforeAll(async () => {
  const assembly = join(folder, 'cdk.out');
  copyChanged(assemblyFolder(), assembly, (resources) => {
    const [stage] = Object.values(resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Stage');
    stage?.Properties.MethodSettings.push({
      HttpMethod: 'GET',
      ResourcePath: '/~1openapi.json',
      ThrottlingRateLimit: 1,
      ThrottlingBurstLimit: 1,
    });
    findMethod(resources, 'openid-configuration').ApiKeyRequired = true;
    findMethod(resources, 'jwks.json').Integration.TimeoutInMillis = 50;
    for (const [id, resource] of Object.entries(resources))
      if (resource.Type === 'AWS::Lambda::Function' && id.startsWith('Discovery'))
        loadBefore(assembly, resource, SILENT);
  });
  // the silent request keeps one of them
  run = await startRun({ assembly, throttle: true, maxInstances: 2, standingClock: true });
});
afterAll(async () => {
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a function that exceeds its time-out is a 504', async () => {
  const answer = await send(run.origin, { path: '/.well-known/jwks.json' });
  expectProblem(answer, { status: 504, code: 'TIMEOUT' });
});

test('a stage whose rate is used up returns 429 with a Retry-After header', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => send(run.origin, { path: '/openapi.json' })));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    expectProblem(answer, { status: 429, code: 'TOO_MANY_REQUESTS' });
    expect(answer.headers['retry-after']).toBe('1');
  }
});

test('a failure without its own response, such as a missing API key, gets the general one', async () => {
  const { status, json } = await send(run.origin, { path: '/.well-known/openid-configuration' });
  expect({ status, code: json.code }).toEqual({ status: 403, code: 'REQUEST_REFUSED' });
});
