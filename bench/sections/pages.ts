/** The weight of the hosted pages, as a browser receives them. */
import { mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { startLocalRun } from '../../local/start-local-run';
import { atMost } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import type { Section } from '../section';

/** In KB: a page fits into the first round trip of a connection. */
const LIMIT = 14;

const PUBLIC = ['/sign-in', '/sign-up', '/forgot-password', '/signed-out'];
const OWN = ['/account', '/account/factors', '/confirm'];

export const pages: Section = {
  name: 'pages',
  title: 'Hosted pages',
  timed: false,
  method:
    'The bodies of pages on the local run, compressed as a browser receives them, in KB of 1,024 bytes. A page loads nothing else. The account is new.',
  run: async (bench) => {
    const assembly = await assemblyOf('test', bench);
    const project = join(bench.folder, 'pages');
    mkdirSync(project, { recursive: true });
    const run = await startLocalRun({ project, assembly, memory: true, throttle: false });
    try {
      const cookie = await signUp(run.origin);
      const weights: (readonly [path: string, weight: number])[] = [];
      for (const path of PUBLIC) weights.push([path, await weigh(run.origin, path)]);
      for (const path of OWN) weights.push([path, await weigh(run.origin, path, cookie)]);
      return {
        tables: [
          {
            columns: ['Page', 'weight, KB'],
            rows: weights.map(([name, weight]) => ({ name, cells: [weight] })),
          },
        ],
        goals: [atMost('the heaviest page', Math.max(...weights.map(([, weight]) => weight)), LIMIT, 'KB')],
      };
    } finally {
      await run.close();
    }
  },
};

/** Signs a user up on the page, and returns the cookies of the session. */
async function signUp(origin: string): Promise<string> {
  const shown = await fetch(`${origin}/sign-up`, { headers: { accept: 'text/html' } });
  const [, csrf = ''] = /name="csrf" value="([\w-]+)"/.exec(await shown.text()) ?? [];
  const form = { csrf, action: 'password', username: 'ada', password: 'a phrase that passes the rules' };
  const answer = await fetch(`${origin}/sign-up`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(form),
    headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', cookie: cookiesOf(shown) },
  });
  if (answer.status !== 303) throw new Error(`The sign-up has the status ${answer.status}`);
  return cookiesOf(answer);
}

function cookiesOf({ headers }: Response): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** Returns the size of a page's body, as it is sent. */
function weigh(origin: string, path: string, cookie = ''): Promise<number> {
  const headers = { accept: 'text/html', 'accept-encoding': 'gzip', ...(cookie && { cookie }) };
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { headers }, (response) => {
      if (response.statusCode !== 200)
        return reject(new Error(`${path} has the status ${response.statusCode}`));
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(bytes / 1024));
    });
    sent.on('error', reject).end();
  });
}
