/** Custom resources of an app that is independent of this project. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDynamoStore } from '../../../local/aws/dynamodb/store';
import { openKeyStore } from '../../../local/aws/kms/key-store';
import { createProvider } from '../../../local/custom-resources/create-provider';
import { readProvidedApp } from '../../../local/custom-resources/read-provided-app';
import type { LocalEvent } from '../../../local/run/event';
import { type LocalRun, startLocalRun } from '../../../local/start-local-run';
import { readAssembly } from '../../../local/template/read-assembly';
import { synthesizeCustomResources } from './custom-resources-app';

let folder: string;
let run: LocalRun;
let environment: Record<string, string>;
const events: LocalEvent[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custom-resources-'));
  const assembly = synthesizeCustomResources(folder, { fail: 'there is nothing to say' });
  run = await startLocalRun({
    project: folder,
    assembly,
    memory: true,
    onEvent: (event) => events.push(event),
  });
  environment = (await (await fetch(run.origin)).json()) as Record<string, string>;
});

afterAll(async () => {
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

const warnings = () => events.flatMap((event) => (event.kind === 'warning' ? [event.text] : []));

test('a function that answers with https.request and without a promise provides attributes and a physical id', () => {
  expect(environment).toMatchObject({ SAID: 'hello!', REF: 'said-hello', EVENT: 'Create' });
  // CloudFormation sends strings.
  expect(JSON.parse(environment.TYPES ?? '')).toEqual({ Number: '1', Yes: 'true' });
});

test('a resource that uses attributes of another is created after it', () => {
  expect(environment.AGAIN).toBe('hello!!');
});

test('an ES module answers by fetch, and calls AWS under the role of its function', () => {
  expect(environment.SPEC).toBe('ECC_NIST_P256');
  const calls = events.flatMap((event) => (event.kind === 'aws-call' ? [event.call] : []));
  expect(calls).toMatchObject([
    { action: 'kms:DescribeKey', decision: 'allowed', logicalId: expect.stringMatching(/^Describing/) },
    { action: 'kms:DescribeKey', decision: 'denied', logicalId: expect.stringMatching(/^Denied/) },
  ]);
  // Calls of custom resources belong to a deployment, not to the served app.
  expect(run.calls()).toEqual([]);
});

test("a function behind the CDK's provider framework is invoked directly, and its return value is used", () => {
  expect(environment).toMatchObject({ RETURNED: 'Create ...', COUNT: '3' });
});

test('a failed resource is reported with its reason, and its placeholder attributes are reported, too', () => {
  const failed = warnings().filter((text) => text.startsWith('The custom resource'));
  expect(failed).toEqual([
    'The custom resource Failing could not be created: there is nothing to say',
    'The custom resource Forbidden could not be created: AccessDeniedException',
  ]);
  const standIns = warnings().filter((text) => text.includes('stand-in'));
  expect(
    standIns.map((text) => /^(\w+) of Echo\w+ has the stand-in .* of (\w+) \(/.exec(text)?.slice(1)),
  ).toEqual([
    ['FAILING', 'Failing'],
    ['FORBIDDEN', 'Forbidden'],
    ['TOPIC', 'OfTopic'],
    ['BUCKET', expect.stringMatching(/^Bucket/)],
  ]);
});

test('an unused resource is not created, and is listed with those that cannot be created', () => {
  const custom = run.app.notRun.filter(({ type }) => type.startsWith('Custom::'));
  expect(custom).toEqual([
    {
      logicalId: 'OfTopic',
      type: 'Custom::OfTopic',
      reason: 'its ServiceToken is not a function of the assembly',
    },
    { logicalId: 'Unread', type: 'Custom::Unread', reason: 'no served resource reads its attributes' },
  ]);
  const functions = run.app.notRun.filter(({ type }) => type === 'AWS::Lambda::Function');
  expect(functions.map(({ logicalId }) => logicalId.slice(0, 5))).toEqual(['Provi', 'Never']);
  expect(run.app.functions.map(({ logicalId }) => logicalId.slice(0, 4))).toEqual(['Echo']);
});

test('a resource is created again only when a property has changed, or when it had failed', async () => {
  const store = await openDynamoStore(undefined);
  let making: string[] = [];
  const provide = createProvider({
    project: folder,
    store,
    keys: openKeyStore(undefined),
    emit: (event) => event.kind === 'function-log' && making.push(event.log.text),
  });
  const makeAll = async (say: string) => {
    making = [];
    const own = mkdtempSync(join(folder, 'again-'));
    const assembly = synthesizeCustomResources(own, { say, fail: 'no', callbackOnly: true });
    const { functions } = await readProvidedApp((provided) => readAssembly(assembly, { provided }), provide);
    return { making, said: functions.map(({ environment: { AGAIN: again } }) => again) };
  };
  expect(await makeAll('one')).toEqual({
    making: ['making one', 'making x', 'making one!'],
    said: ['one!!'],
  });
  expect(await makeAll('one')).toEqual({ making: ['making x'], said: ['one!!'] });
  expect(await makeAll('two')).toEqual({
    making: ['making two', 'making x', 'making two!'],
    said: ['two!!'],
  });
  await store.close();
});
