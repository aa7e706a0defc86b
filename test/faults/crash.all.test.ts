/** Ends functions right after one of their calls to AWS: a repeated request succeeds, or reports the state. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Intercept } from '../../local/aws/call';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';
import type { Fault } from './fault';
import { listLeftovers, recordCalls, repeat, runAndRemove, watchAccount } from './fault-case';
import { createFaultInjector } from './fault-injector';
import type { Operation } from './operation';
import { allOperations } from './operations';
import { runAll } from './run-all';
import { startRun, type TestRun } from './start-run';

const soak = process.env.SOAK === '1';
const AT_ONCE = 3;

/** A status that AWS does not use, and that ends the functions of this suite. */
const DEADLY = 599;
const PRELUDE = `
const { ClientRequest } = require('node:http');
const { emit } = ClientRequest.prototype;
ClientRequest.prototype.emit = function (event, response) {
  if (event === 'response' && response.statusCode === ${DEADLY}) process.exit(1);
  return emit.apply(this, arguments);
};
`;

const crashAfter: Intercept = async (_call, perform) => {
  await perform();
  return { status: DEADLY, body: '' };
};
const crash: Fault = { name: 'a crash', isSlow: false, isApplied: true, bringAbout: crashAfter };

const injector = createFaultInjector();
let folder: string;
let run: TestRun;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-crash-'));
  const assembly = join(folder, 'cdk.out');
  cpSync(assemblyFolder(), assembly, { recursive: true });
  for (const asset of readdirSync(assembly)) {
    const bundle = join(assembly, asset, 'index.js');
    if (existsSync(bundle)) writeFileSync(bundle, PRELUDE + readFileSync(bundle, 'utf8'));
  }
  run = await startRun({ assembly, intercept: injector.intercept, maxInstances: AT_ONCE });
});

afterAll(async () => {
  await run.close();
  rmSync(folder, { recursive: true, force: true });
});

interface CrashCase {
  readonly operation: Operation;
  /** The last call before the crash. */
  readonly index: number;
}

const telling = [
  'register',
  'sign in',
  'change the password',
  'change the username',
  'delete the account',
  'create a foo with a key',
  'delete a foo',
];
const operations = allOperations.filter(({ name }) => soak || telling.includes(name));

/** Returns a crash after every call of the services; in short runs, only after the first write. */
async function listCases(operation: Operation): Promise<readonly CrashCase[]> {
  const calls = await recordCalls(run, injector, operation);
  const indices = calls.flatMap(({ logicalId }, index) =>
    logicalId?.startsWith('Authorizer') ? [] : [index],
  );
  const firstWrite = calls.findIndex(({ action }) => /:(Put|Update|Delete|BatchWrite)/.test(action));
  return (soak ? indices : [firstWrite]).map((index) => ({ operation, index }));
}

async function runCase({ operation, index }: CrashCase): Promise<void> {
  const request = await operation.prepare(run);
  const watch = watchAccount(injector, request, (count) => (count === index ? crash : undefined));
  await runAndRemove(run, request, async () => {
    const answer = await send(run.origin, request.sent);
    watch.end();
    expectProblem(answer, { status: 500, code: 'INTERNAL' });
    // the response comes from API Gateway, not from the function
    expect(answer.headers['x-amzn-errortype']).toBe('InternalServerErrorException');
    expect(watch.calls).toHaveLength(index + 1);
    await repeat(run, operation, request);
  });
}

test('the next request continues after a crash of a function', async () => {
  const cases: CrashCase[] = [];
  const unrecorded = await runAll(
    operations,
    AT_ONCE,
    async (operation) => void cases.push(...(await listCases(operation))),
    ({ name }) => `${name}, without a fault`,
  );
  const name = ({ operation, index }: CrashCase) => `${operation.name}, a crash after call ${index + 1}`;
  const failures = await runAll(cases, AT_ONCE, runCase, name);
  expect([...unrecorded, ...failures]).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(telling.length);
  expect(await listLeftovers(run)).toEqual([]);
});
