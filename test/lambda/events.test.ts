/** Holds the list of events to the calls that log them. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { type EventDefinition, eventLists } from '../../lambda/events';
import type { Log } from '../../lambda/shared/log';
import { readSourceFiles } from '../support/source-files';
import { projectRoot } from '../support/synthesize';

const sources = readSourceFiles(projectRoot, ['lambda', 'bin']).filter(
  ({ path }) => path !== 'lambda/events.ts',
);
const definitions = Object.values(eventLists).flatMap((list) =>
  Object.entries<EventDefinition>(list).map(([name, definition]) => ({ name, ...definition })),
);

/** The events that the code of some files logs, by the calls of `log` and `recordAudit`. */
const loggedIn = (isMeant: (path: string) => boolean) =>
  new Set(
    sources
      .filter(({ path }) => isMeant(path))
      .flatMap(({ code }) =>
        [...code.matchAll(/\b(?:log|recordAudit)\(\s*'(\w+)'/g)].map(([, name = '']) => name),
      ),
  );

test('each name is of one list', () => {
  expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
});

test.each<[keyof typeof eventLists, (path: string) => boolean]>([
  ['services', (path) => path === 'lambda/shared/http/dispatcher.ts'],
  ['authorizer', (path) => path.startsWith('lambda/authorizer/')],
  ['operators', (path) => /\brecordAudit\(/.test(sources.find((file) => file.path === path)?.code ?? '')],
])('every event of %s is logged there, and no other', (list, isMeant) => {
  expect([...loggedIn(isMeant)].sort()).toEqual(Object.keys(eventLists[list]).sort());
});

test('every event of auth is logged somewhere', () => {
  const logged = loggedIn(() => true);
  expect(definitions.filter(({ name }) => !logged.has(name))).toEqual([]);
});

test('nothing writes a line of the log but the log itself', () => {
  const writers = sources.filter(
    ({ path, code }) =>
      path.startsWith('lambda/') && /\bconsole\.|\bprocess\.(stdout|stderr)\b|\bprocess\.emit/.test(code),
  );
  expect(writers.map(({ path }) => path)).toEqual(['lambda/shared/log.ts']);
  const makers = sources.filter(({ code }) => /\bevent: ['"]\w+['"]|\bformatLine\(\s*['"]/.test(code));
  expect(makers.map(({ path }) => path)).toEqual([]);
});

test('an event, a field or a type that the list does not have does not compile', () => {
  const logged: unknown[] = [];
  const log: Log = (event) => logged.push(event);
  const caller = { sub: 'a', sid: 'b', sourceIp: 'c', requestId: 'd' };
  log('signed_in', caller);
  // @ts-expect-error there is no such event
  log('signed_inn', caller);
  // @ts-expect-error a field is missing
  log('signed_in', { sub: 'a', sid: 'b', requestId: 'd' });
  // @ts-expect-error there is a field too many
  log('signed_in', { sub: 'a', sid: 'b', sourceIp: 'c', requestId: 'd', password: 'e' });
  // @ts-expect-error a field has another type
  log('signed_in', { ...caller, sub: 7 });
  const ofRequests: Log<'request'> = log;
  // @ts-expect-error the log of one event takes no other
  ofRequests('signed_in', caller);
  // the compiler checks the lines above; all of them ran
  expect(logged).toHaveLength(6);
});

test('every field that may be left out is marked once, after its name', () => {
  for (const { name, fields } of definitions) {
    const names = fields.map((mark) => mark.replace('?', ''));
    expect([name, new Set(names).size]).toEqual([name, names.length]);
  }
});

test('audited events say whose account it is, who the operator is, or what failed', () => {
  const WHO = ['sub', 'sub?', 'usernameHash', 'operator', 'error'];
  for (const { name, fields, audited } of definitions) {
    if (audited) expect([name, fields.some((mark) => WHO.includes(mark))]).toEqual([name, true]);
  }
});

test('the bundle of a function holds the events of that function alone', async () => {
  const bundle = async (name: string) => {
    const { outputFiles } = await build({
      entryPoints: [join(projectRoot, 'lambda', name, 'handler.ts')],
      bundle: true,
      platform: 'node',
      packages: 'external',
      write: false,
    });
    return outputFiles[0]?.text ?? '';
  };
  const authorizer = await bundle('authorizer');
  expect(authorizer).toContain('token_rejected');
  expect(authorizer).not.toMatch(/signed_in|operator_|account_deleted/);
  expect(await bundle('auth')).not.toMatch(/token_rejected|operator_/);
});
