import { build } from 'esbuild';
import { endRuns, type Run, run } from './run-function';

afterAll(() => endRuns());

/** Runs a function as an app's bundler builds it: minified, with a source map. */
async function runBundle(lines: readonly string[], timeoutSeconds?: number): Promise<Run> {
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), sourcefile: 'src/handler.ts', loader: 'ts' },
    bundle: true,
    minify: true,
    sourcemap: 'inline',
    platform: 'node',
    write: false,
  });
  return run(outputFiles[0]?.text ?? '', timeoutSeconds === undefined ? {} : { timeoutSeconds });
}

const HANDLER = [
  "import { channel } from 'node:diagnostics_channel';",
  'interface Foo { owner?: { id: string } }',
  'function ownerOf(foo: Foo): string {',
  '  return foo.owner!.id;',
  '}',
  'export async function handler(event: string): Promise<unknown> {',
  "  if (event === 'thrown') return ownerOf({});",
  "  if (event === 'rejected') void Promise.reject(new RangeError('nobody waits'));",
  "  if (event === 'uncaught') setImmediate(() => ownerOf({}));",
  "  if (event === 'cause') { try { ownerOf({}); } catch (cause) { throw new Error('no owner', { cause }); } }",
  "  if (event === 'caught') {",
  "    try { ownerOf({}); } catch (error) { channel('function:failure').publish({ error }); return 'answered'; }",
  '  }',
  "  if (event === 'printed') { try { ownerOf({}); } catch (error) { console.error(error); return 'answered'; } }",
  "  if (event === 'text') throw 'a text';",
  "  if (event === 'controls') throw new Error('red \\u001b[31m\\nsecond line');",
  '  return new Promise(() => {});',
  '}',
];

/** A run of `HANDLER` that most tests share, because each instance takes time to start. */
let bundled: Run;
beforeAll(async () => {
  bundled = await runBundle(HANDLER);
});
beforeEach(() => {
  bundled.logs.length = 0;
});

const AT_OWNER = [
  "TypeError: Cannot read properties of undefined (reading 'id')",
  '  at src/handler.ts:4:21',
  '    4 |   return foo.owner!.id;',
  '      |                     ^',
];

test.each([
  ['thrown', [...AT_OWNER, '  at src/handler.ts:7:34']],
  [
    'rejected',
    [
      'RangeError: nobody waits',
      '  at src/handler.ts:8:49',
      "    8 |   if (event === 'rejected') void Promise.reject(new RangeError('nobody waits'));",
      '      |                                                 ^',
    ],
  ],
  ['uncaught', [...AT_OWNER, '  at src/handler.ts:9:48']],
  [
    'cause',
    [
      'Error: no owner',
      '  at src/handler.ts:10:71',
      expect.stringContaining('   10 |'),
      expect.stringMatching(/^ +\| +\^$/),
      ...AT_OWNER.map((line, index) => (index === 0 ? `caused by ${line}` : line)),
      '  at src/handler.ts:10:34',
    ],
  ],
  ['caught', [...AT_OWNER, '  at src/handler.ts:12:11']],
  ['text', ['string: a text']],
  ['never answered', ['timed out after 500 ms', '  in index.js']],
])('a failure shows the message, the place in the source and its line: %s', async (event, lines) => {
  const { call, logs } = event === 'never answered' ? await runBundle(HANDLER, 0.5) : bundled;
  await call(event);
  expect(logs.filter(({ kind }) => kind === 'error').map(({ text }) => text.split('\n'))).toEqual([lines]);
});

test('a failure contains the request id, even if the function answers itself', async () => {
  const { functions, logs } = bundled;
  const ids: string[] = [];
  for (const event of ['thrown', 'caught']) {
    await functions.invoke('arn:aws:lambda:eu-west-1:123456789012:function:greeter', event, (id) =>
      ids.push(id),
    );
  }
  expect(logs.map(({ requestId }) => requestId)).toEqual(ids);
});

test('positions in the output of a function are those of the source', async () => {
  const { call, logs } = bundled;
  await call('printed');
  expect(logs).toMatchObject([{ kind: 'output', text: expect.stringContaining('(src/handler.ts:4:21)') }]);
});

test('control characters of a message do not reach the terminal', async () => {
  const { call, logs } = bundled;
  await call('controls');
  expect(logs[0]?.text.split('\n').slice(0, 2)).toEqual(['Error: red %1B[31m', 'second line']);
});

test('a message that looks like a stack contains no positions', async () => {
  const { call, logs } = await run(`exports.handler = async (message) => { throw new Error(message); };`);
  await call('quoted\n    at file:///%ZZ/x.js:1:1\n    at f (/index.js:1:999999999999)');
  expect(logs[0]?.text.split('\n').slice(3)).toEqual([
    '  at index.js:1:46',
    '    1 | exports.handler = async (message) => { throw new Error(message); };',
    `      | ${' '.repeat(45)}^`,
  ]);
});

test('a module that throws while it loads shows where', async () => {
  const { call, logs } = await runBundle([
    'const settings: any = undefined;',
    'export const handler = settings.handler;',
  ]);
  await call({});
  expect(logs[0]?.text).toContain(
    '  at src/handler.ts:2:33\n    2 | export const handler = settings.handler;',
  );
});

test('a module that does not parse shows the line, without a source map', async () => {
  const { call, logs } = await run('const a = 1;\nconst b = ;\nexports.handler = () => a;');
  await call({});
  expect(logs[0]?.text.split('\n')).toEqual([
    "SyntaxError: Unexpected token ';'",
    '  at index.js:2:11',
    '    2 | const b = ;',
    '      |           ^',
  ]);
});

test('a missing dependency shows the importing file', async () => {
  const { call, logs } = await run('exports.handler = require("not-there");');
  await call({});
  expect(logs[0]?.text.split('\n').slice(0, 2)).toEqual([
    "Error: Cannot find module 'not-there'",
    '  at index.js:1:19',
  ]);
});
