/** The local gateway under load, compared with serverless-offline and Express, all with the same two functions. */
import { join } from 'node:path';
import { createToken } from '../fixture/create-token';
import { synthesizeFixture } from '../fixture/synthesize-fixture';
import { atLeast, atMost } from '../goals';
import { interleave } from '../measure/interleave';
import { measureMemory } from '../measure/measure-memory';
import { type LoadResult, runLoad } from '../measure/run-load';
import { type Sample, summarize } from '../measure/summarize';
import type { Bench, Findings, Goal, Section } from '../section';
import { peersInstalled } from '../servers/peers-installed';
import { startLocalRun, startPeer, startServerlessOffline } from '../servers/server-commands';
import type { Server } from '../servers/start-server';
import { withServers } from '../servers/with-servers';

const CONNECTIONS = 10;

const TITLES = {
  ours: '**ours**, authorizer invoked at every request (TTL 0)',
  cached: '**ours**, policy kept (TTL 300)',
  offline: 'serverless-offline 14, as it comes (TTL 0)',
  offlineInProcess: 'serverless-offline 14, in process (TTL 0)',
  express: 'Express with express-jwt',
} as const;

type Name = keyof typeof TITLES;

interface Measured {
  readonly perSecond: Sample;
  readonly p99: Sample;
  readonly memory: number;
}

export const gateway: Section = {
  name: 'gateway',
  title: 'Local gateway',
  timed: true,
  method: `A fixture has one protected route, with a ten-line RS256 TOKEN authorizer and a function that echoes. The same two functions run on serverless-offline, and their equivalent in Express. All servers run. In turn, ${CONNECTIONS} connections keep each busy, from a generator on the same machine. Memory is that of the processes after the last round.`,
  run: async (bench) => {
    const { token, publicKey } = createToken();
    const { folder, say } = bench;
    const serve = (ttlSeconds: number) => () =>
      startLocalRun({
        folder,
        assembly: synthesizeFixture({ output: join(folder, `fixture-${ttlSeconds}`), ttlSeconds, publicKey }),
      });
    const starts: Partial<Record<Name, () => Promise<Server>>> = {
      ours: serve(0),
      cached: serve(300),
      express: () => startPeer('express-echo', { folder, environment: { PUBLIC_KEY: publicKey } }),
      ...(peersInstalled() && {
        offline: () => startServerlessOffline('default', { folder, publicKey }),
        offlineInProcess: () => startServerlessOffline('in-process', { folder, publicKey }),
      }),
    };
    say(`starting ${Object.keys(starts).length} servers …`);
    return withServers(starts as Record<Name, () => Promise<Server>>, (servers) =>
      measure(servers, token, bench),
    );
  },
};

async function measure(
  servers: Readonly<Record<Name, Server>>,
  token: string,
  { rounds, seconds, say }: Bench,
): Promise<Findings> {
  const request = { path: '/echo?a=b', headers: { authorization: `Bearer ${token}` } };
  const load = ({ origin }: Server) => runLoad({ origin, request, connections: CONNECTIONS, seconds });
  const entries = Object.entries(servers) as [Name, Server][];
  const contestants = Object.fromEntries(
    entries.map(([name, server]) => [name, () => load(server)]),
  ) as Record<Name, () => Promise<LoadResult>>;
  // The first round lets the compilers warm up.
  await interleave(contestants, 1);
  const runs = await interleave(contestants, rounds, (done) =>
    say(`local gateway: round ${done} of ${rounds}`),
  );
  const measured = Object.fromEntries(
    entries.map(([name, { pid }]): [Name, Measured] => [
      name,
      {
        perSecond: summarize(runs[name].map(({ perSecond }) => perSecond)),
        p99: summarize(runs[name].map(({ p99 }) => p99)),
        memory: measureMemory(pid),
      },
    ]),
  ) as Partial<Record<Name, Measured>>;
  return {
    tables: [
      {
        columns: ['Server', 'requests/s', 'p99, ms', 'memory, MB'],
        rows: Object.entries(measured).map(([name, { perSecond, p99, memory }]) => ({
          name: TITLES[name as Name],
          cells: [perSecond, p99, memory],
        })),
      },
    ],
    goals: listGoals(measured),
  };
}

function listGoals({
  ours,
  cached,
  offline,
  offlineInProcess,
  express,
}: Partial<Record<Name, Measured>>): Goal[] {
  if (!ours || !cached || !express) throw new Error('No measurements: a contestant has no result');
  const perSecond = (ofUs: Measured, peer: Measured) => ofUs.perSecond.median / peer.perSecond.median;
  return [
    atLeast('requests/s, of Express', perSecond(ours, express), 0.5),
    atLeast('requests/s with TTL 300, of Express', perSecond(cached, express), 0.8),
    ...(offline && offlineInProcess
      ? [
          atLeast("requests/s, of serverless-offline's default", perSecond(ours, offline), 4),
          atLeast('requests/s, of serverless-offline in process', perSecond(ours, offlineInProcess), 2.5),
          atMost("p99, of serverless-offline's default", ours.p99.median / offline.p99.median, 0.5),
          atMost("memory, of serverless-offline's default", ours.memory / offline.memory, 0.4),
        ]
      : []),
  ];
}
