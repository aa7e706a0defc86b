import { withPlanted } from '../support/source-files';
import { timeRules } from './time-rules';

const PATH = 'test/planted.test.ts';
/** Returns whether a rule rejects a test with this text. */
const isRejected = (text: string) =>
  timeRules.some(({ offences }) => offences(withPlanted([], { [PATH]: text })).includes(PATH));

test.each([
  'await new Promise((done) => setTimeout(done, 50));',
  'const sleep = promisify(setTimeout);',
  "import { setTimeout as sleep } from 'node:timers/promises';",
  "import { scheduler } from 'node:timers/promises';",
  'const wait = globalThis.setInterval;',
  'const signal = AbortSignal.timeout(50);',
  'Atomics.wait(memory, 0, 0, 50);',
  'await page.waitForTimeout(50);',
  "execSync('sleep 1');",
  'expect(Date.now() - started).toBeLessThan(500);',
  'expect(new Date().getTime() - started).toBeLessThan(500);',
  'while (Date.now() < end) look();',
  'expect(performance.now()).toBeLessThan(end);',
  "performance.mark('start');",
  'const [seconds] = process.hrtime(started);',
  'const uptime = process.uptime();',
])('a test that depends on time is rejected: %s', (line) => {
  expect(isRejected(`${line}\n`)).toBe(true);
});

test.each([
  "test('is quick', () => {\n  expect(1).toBe(1);\n}, 5_000);",
  "test('is quick', () => {\n  expect(1).toBe(1);\n}, 5 * 1000);",
  "test('is quick', () => expect(1).toBe(1), 5_000);",
  'beforeAll(() => start(), 5_000);',
  'test(\n  "is quick",\n  () => {\n    expect(1).toBe(1);\n  },\n  5_000,\n);',
  'jest.setTimeout(5_000);',
  'jest.retryTimes(3);',
  "spawnSync('node', [], { timeout: 5_000 });",
  'page.setDefaultTimeout(5_000);',
])('a test with a limit of its own, or a second try, is rejected: %s', (text) => {
  expect(isRejected(`${text}\n`)).toBe(true);
});

test.each([
  'const table = { rotatedAt: Date.now() - 11_000 };',
  'expect(createdAt).toBeLessThan(Date.now() + 60_000);',
  "mock.timers.enable({ apis: ['setTimeout'] });",
  'performance.now = () => time;',
  'const browser = await launch({ timeout: 0 });',
  'page.setDefaultTimeout(0);',
  'const fn = { timeout: Duration.seconds(5) };',
  "test('adds', () => expect(add(1, 2)).toBe(3));",
])('a time that nothing waits for is allowed: %s', (line) => {
  expect(isRejected(`${line}\n`)).toBe(false);
});
