/** The time from `npm start` until the server is ready. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createToken } from '../fixture/create-token';
import { synthesizeFixture } from '../fixture/synthesize-fixture';
import { atMost } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { interleave } from '../measure/interleave';
import { summarize } from '../measure/summarize';
import type { Bench, Findings, Section } from '../section';
import { copySources } from '../servers/copy-sources';
import { peersInstalled } from '../servers/peers-installed';
import { startLocalRun, startPeer, startServerlessOffline } from '../servers/server-commands';
import type { Server } from '../servers/start-server';

const SCRATCH_MS = 8_000;

const TITLES = {
  ours: '**ours**, the product from its assembly',
  fixture: "**ours**, the fixture's assembly",
  offline: 'serverless-offline 14, the fixture',
  express: 'Express with express-jwt',
} as const;

type Name = keyof typeof TITLES;

export const boot: Section = {
  name: 'boot',
  title: 'Start of the local run',
  timed: true,
  method:
    'The time from the start of the process until it reports that it serves. Node starts all of them directly, without npm. Only the last row is the whole of `npm start` with its synthesis, in a copy of the project without state.',
  run: async (bench) => {
    const project = copySources();
    try {
      return await measure(project, bench);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  },
};

async function measure(project: string, bench: Bench): Promise<Findings> {
  const { folder, rounds, say } = bench;
  const { publicKey } = createToken();
  const assembly = await assemblyOf('dev', bench);
  const fixture = synthesizeFixture({ output: join(folder, 'fixture-boot'), ttlSeconds: 0, publicKey });
  const environment = { PUBLIC_KEY: publicKey };
  const contestants = {
    ours: () => bootOnce(startLocalRun({ folder, project, assembly })),
    fixture: () => bootOnce(startLocalRun({ folder, assembly: fixture })),
    express: () => bootOnce(startPeer('express-echo', { folder, environment })),
    ...(peersInstalled() && {
      offline: () => bootOnce(startServerlessOffline('default', { folder, publicKey })),
    }),
  } as Record<Name, () => Promise<number>>;
  // The first round fills the file system's caches.
  await interleave(contestants, 1);
  const runs = await interleave(contestants, rounds, (done) => say(`start: round ${done} of ${rounds}`));
  // A budget instead of a ratio, and the slowest of all.
  const scratchRounds = Math.ceil(rounds / 4);
  const scratch = await interleave(
    { scratch: () => bootOnce(startLocalRun({ folder, project, byNpm: true })) },
    scratchRounds,
    (done) => say(`start from scratch: run ${done} of ${scratchRounds}`),
  );
  const boot = (name: Name) => summarize(runs[name].map((ms) => ms / 1000));
  const fromScratch = summarize(scratch.scratch.map((ms) => ms / 1000));
  const names = Object.keys(runs) as Name[];
  return {
    tables: [
      {
        columns: ['Start', 'to ready, s'],
        rows: [
          ...names.map((name) => ({ name: TITLES[name], cells: [boot(name)] })),
          { name: '**ours**, `npm start` from scratch, with synth', cells: [fromScratch] },
        ],
      },
    ],
    goals: [
      ...(names.includes('offline')
        ? [
            atMost(
              "from an assembly, of serverless-offline's start",
              boot('ours').median / boot('offline').median,
              0.6,
            ),
          ]
        : []),
      atMost('from scratch, with synth', fromScratch.median, SCRATCH_MS / 1000, 's'),
    ],
  };
}

/** Returns milliseconds. */
async function bootOnce(starting: Promise<Server>): Promise<number> {
  const server = await starting;
  await server.stop();
  return server.bootMs;
}
