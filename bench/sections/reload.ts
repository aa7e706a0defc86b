/** The time from a change of a function's source until the change is served. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost } from '../goals';
import { requests } from '../http/api';
import { createHttpClient, type HttpClient } from '../http/client';
import { summarize } from '../measure/summarize';
import type { Bench, Findings, Section } from '../section';
import { copySources } from '../servers/copy-sources';
import { startLocalRun } from '../servers/server-commands';
import type { Server } from '../servers/start-server';
import { withServers } from '../servers/with-servers';

const HEADER = 'x-edit';
const POLL_MS = 5;
const PATIENCE_MS = 20_000;
/** A change while the previous one is still in progress would measure both. */
const REST_MS = 700;
/** After this time the bundler's process has ended. */
const LONG_REST_MS = 12_000;
const BUDGET_S = 0.5;

export const reload: Section = {
  name: 'reload',
  title: 'A change under lambda/',
  timed: true,
  method:
    "`npm start` runs in a copy of the project. An edit of auth's handler, of the largest bundle, sends another value of a header. The time is from the writing of the file to the first response with the new value, requested every few milliseconds. After ten idle seconds the bundler's process has ended, and the next change starts it again: the second row.",
  run: async (bench) => {
    const project = copySources();
    try {
      const edit = prepareEdit(project);
      bench.say('starting the local run …');
      const start = () => startLocalRun({ folder: bench.folder, project, stage: 'test' });
      return await withServers({ ours: start }, ({ ours }) => measure(ours, edit, bench));
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  },
};

/** Wraps the handler once. Returns the function that changes the wrapper. */
function prepareEdit(project: string): (value: number) => void {
  const file = join(project, 'lambda', 'auth', 'handler.ts');
  const source = readFileSync(file, 'utf8');
  const wrapped = source.replace('export const handler = ', 'const inner = ');
  if (wrapped === source) throw new Error("The export of auth's handler has changed: adapt this benchmark");
  const edit = (value: number) =>
    writeFileSync(
      file,
      `${wrapped}
export const handler: typeof inner = async (event, context) => {
  const answer = await inner(event, context);
  return { ...answer, headers: { ...answer.headers, '${HEADER}': '${value}' } };
};
`,
    );
  edit(0);
  return edit;
}

async function measure(
  { origin }: Server,
  edit: (value: number) => void,
  { rounds, say }: Bench,
): Promise<Findings> {
  const client = createHttpClient(origin, { connections: 1 });
  await waitFor(client, 0);
  let value = 0;
  async function change(restMs: number): Promise<number> {
    await sleep(restMs);
    value += 1;
    const started = performance.now();
    edit(value);
    await waitFor(client, value);
    return (performance.now() - started) / 1000;
  }
  async function repeat(times: number, restMs: number): Promise<number[]> {
    const taken: number[] = [];
    for (let round = 1; round <= times; round++) {
      taken.push(await change(restMs));
      say(`change after ${restMs / 1000} s: round ${round} of ${times}`);
    }
    return taken;
  }
  const soon = summarize(await repeat(rounds, REST_MS));
  const rested = summarize(await repeat(Math.ceil(rounds / 4), LONG_REST_MS));
  client.close();
  return {
    tables: [
      {
        columns: ['Change', 'to the first new answer, s'],
        rows: [
          { name: "auth's handler", cells: [soon] },
          { name: "auth's handler, after a rest", cells: [rested] },
        ],
      },
    ],
    notes: [
      'After ten idle seconds the local run ends esbuild, which holds half as much memory as the rest of the run. The next change starts it again.',
    ],
    goals: [
      atMost('a change to its first new answer', soon.median, BUDGET_S, 's'),
      atMost('a change after a rest', rested.median, BUDGET_S, 's'),
    ],
  };
}

async function waitFor(client: HttpClient, value: number): Promise<void> {
  const latest = performance.now() + PATIENCE_MS;
  // An unknown user: the function answers in any case.
  const request = requests.signIn({ username: 'nobody', password: 'a phrase that is not right' });
  for (;;) {
    const { headers } = await client.send(request);
    if (headers[HEADER] === String(value)) return;
    if (performance.now() > latest) throw new Error('The change was not served in 20 seconds');
    await sleep(POLL_MS);
  }
}
