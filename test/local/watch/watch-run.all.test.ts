import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalEvent } from '../../../local/run/event';
import { type LocalRun, startLocalRun } from '../../../local/start-local-run';
import { waitUntil } from '../../support/wait-until';
import { countSyntheses, makeWatchProject, type WatchProject } from './watch-project';

let project: WatchProject;
let run: LocalRun;
const events: LocalEvent[] = [];

async function startRun(): Promise<void> {
  events.length = 0;
  project = makeWatchProject();
  run = await startLocalRun({ project: project.folder, watch: true, onEvent: (event) => events.push(event) });
  // Until the first change is reported, the watch may still be starting.
  await untilReloaded('counter', () => project.write('src/version.ts', `export const version = 2;`));
}

async function endRun(): Promise<void> {
  await run.close();
  project.remove();
}

async function untilReloaded(what: string, change: () => void): Promise<void> {
  events.length = 0;
  change();
  await waitUntil(() => events.find((event) => event.kind === 'reloaded' && event.what === what));
}

/** @param what the name in the event. @default - any name */
async function untilKept(change: () => void, what?: string) {
  events.length = 0;
  change();
  const isMeant = (event: LocalEvent) =>
    event.kind === 'kept' && (what === undefined || event.what.includes(what));
  return waitUntil(() => events.find(isMeant));
}

/** Counts the failures of one function. A running synthesis can report the same error as one of the stack. */
const countKept = (what: string) =>
  events.filter((event) => event.kind === 'kept' && event.what.includes(what)).length;

const changes = () => events.flatMap((event) => (event.kind === 'reloaded' ? (event.changes ?? []) : []));

async function get(path: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  return (await (await fetch(`${run.origin}/${path}`, init)).json()) as Record<string, unknown>;
}

/** Sends a request, and resolves when it is in progress. `open` lets it continue and returns its response. */
async function holdUp() {
  const gate = join(project.folder, '.local', 'gate');
  const answer = get(`counter?gate=${encodeURIComponent(gate)}`);
  await waitUntil(() => existsSync(`${gate}.reached`));
  const open = () => {
    writeFileSync(`${gate}.open`, '');
    return answer;
  };
  return { open };
}

const write = (version: unknown) => project.write('src/version.ts', `export const version = ${version};`);

describe('the functions of one run', () => {
  beforeAll(startRun);
  afterAll(endRun);

  test('a saved file without changes reloads nothing', async () => {
    const { version } = await get('counter');
    const before = countSyntheses(project);
    events.length = 0;
    write(version);
    project.write('routes.js', "exports.routes = { counter: 'counter', other: 'other' }; // the same");
    await waitUntil(() => countSyntheses(project) > before);
    // A later change is reloaded later.
    write(3);
    const reloaded = () => events.flatMap((event) => (event.kind === 'reloaded' ? [event.what] : []));
    await waitUntil(() => reloaded().includes('counter'));
    project.write('routes.js', "exports.routes = { counter: 'counter', other: 'other', more: 'other' };");
    await waitUntil(() => reloaded().includes('the stack'));
    expect(reloaded()).toEqual(['counter', 'the stack']);
  });

  test('a function that does not build or load keeps its version until it is fixed', async () => {
    // After the reload of the stack, the watch may still be starting.
    await untilReloaded('counter', () => write(7));
    const { version } = await get('counter');
    expect(await untilKept(() => write('= 3'), 'counter')).toEqual({
      kind: 'kept',
      what: ['counter'],
      message: 'src/version.ts:1:23: Unexpected "="',
    });
    // The output can be written to a watched file.
    project.write('printed.log', 'src/version.ts:1:23');
    expect(await get('counter')).toMatchObject({ version });
    write('(() => { throw new Error("bad start") })()');
    const messages = () =>
      events.flatMap((event) =>
        event.kind === 'kept' && event.what.includes('counter') ? [event.message] : [],
      );
    await waitUntil(() => messages().includes('the new version does not load'));
    expect(messages()).toEqual(['src/version.ts:1:23: Unexpected "="', 'the new version does not load']);
    const logged = () => events.flatMap((event) => (event.kind === 'function-log' ? [event.log.text] : []));
    await waitUntil(() => logged().join().includes('bad start'));
    expect(await get('counter')).toMatchObject({ version });
    await untilReloaded('counter', () => write(4));
    expect(await get('counter')).toMatchObject({ version: 4 });
  });

  test('a changed function is reloaded; data, running requests and other functions are unaffected', async () => {
    const { version } = await get('counter', { method: 'POST', body: 'kept' });
    const other = await get('other');
    const gate = await holdUp();
    await untilReloaded('counter', () => write(5));
    expect(await get('counter')).toEqual({ version: 5, value: 'kept' });
    expect(await gate.open()).toEqual({ version, value: 'kept' });
    expect(await get('other')).toEqual(other);
    expect(events.filter((event) => event.kind === 'reloaded')).toHaveLength(1);
  });
});

describe('the stack of a run', () => {
  beforeEach(startRun);
  afterEach(endRun);

  test('a changed app is served with the same data, and each stage keeps its port while it exists', async () => {
    await get('counter', { method: 'POST', body: 'kept' });
    const more = "exports.routes = { counter: 'counter', more: 'counter' };";
    const { origin } = run;
    const gate = await holdUp();
    await untilReloaded('the stack', () => project.write('routes.js', `${more} exports.stages = ['beta'];`));
    const [first, beta] = run.served;
    expect([run.origin, first?.origin]).toEqual([origin, origin]);
    expect(changes()).toEqual([
      '- GET /other, anyone',
      '- POST /other, anyone',
      `+ Api, stage beta, at ${beta?.origin}`,
      '+ GET /more, anyone',
      '+ POST /more, anyone',
    ]);
    expect(await (await fetch(`${beta?.origin}/more`)).json()).toEqual({ version: 2, value: 'kept' });
    expect(await get('more')).toEqual({ version: 2, value: 'kept' });
    expect(await gate.open()).toEqual({ version: 2, value: 'kept' });
    expect((await fetch(`${origin}/other`)).status).toBe(403);
    expect(run.app.apis[0]?.methods.map(({ resourcePath }) => resourcePath)).toContain('/more');
    await untilReloaded('the stack', () => project.write('routes.js', more));
    expect(changes()).toEqual([`- Api, stage beta, at ${beta?.origin}`]);
    const isOpen = () =>
      fetch(`${beta?.origin}/more`).then(
        () => true,
        () => false,
      );
    await waitUntil(async () => !(await isOpen()));
    await untilReloaded('counter', () => write(5));
    expect(await get('more')).toEqual({ version: 5, value: 'kept' });
    // Files that are no longer served are removed.
    const left = () =>
      readdirSync(join(project.folder, '.local', 'dev')).filter((name) => /^(cdk|build)/.test(name));
    await waitUntil(() => (left().length === 2 ? left() : undefined));
    const file = join(project.folder, '.local', 'endpoints', `${process.pid}.json`);
    const { endpoint } = JSON.parse(readFileSync(file, 'utf8'));
    expect((await fetch(endpoint)).status).toBe(400);
  });

  test('an app that fails to synthesize, or cannot be served, changes nothing', async () => {
    expect(await untilKept(() => project.write('routes.js', 'exports.routes = {{'))).toEqual({
      kind: 'kept',
      what: ['the stack'],
      message: expect.stringMatching(/^Synthesizing stage dev failed: .* \(details: .*synth\.log\)$/),
    });
    expect(await get('counter')).toEqual({ version: 2 });
    await untilKept(() => project.write('routes.js', 'exports.routes = {};'));
    expect(await get('counter')).toEqual({ version: 2 });
    // An error that also breaks functions is reported once, for the functions.
    expect(await untilKept(() => project.write('src/shared.js', 'exports.shared = {{'))).toEqual({
      kind: 'kept',
      what: ['other'],
      message: expect.stringMatching(/^src\/shared\.js:1:18: /),
    });
    project.write('src/shared.js', 'exports.shared = 2;');
    project.write('routes.js', "exports.routes = { counter: 'other' };");
    await waitUntil(() => events.find((event) => event.kind === 'reloaded' && event.what === 'the stack'));
    expect(countKept('other')).toBe(1);
    expect(await get('counter')).toEqual({ instance: expect.any(Number) });
  });
});
