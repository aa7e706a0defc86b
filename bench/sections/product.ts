/** The product on the local run under load, compared with an Express app that makes the same reads. */
import { rmSync } from 'node:fs';
import { decodeJwt } from 'jose';
import { atLeast, atMost } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { readEndpoint } from '../harness/read-endpoint';
import { readTokens, requests, succeed } from '../http/api';
import { createHttpClient, type Sent } from '../http/client';
import { interleave } from '../measure/interleave';
import { measureMemory } from '../measure/measure-memory';
import { runLoad } from '../measure/run-load';
import { summarize } from '../measure/summarize';
import type { Bench, Findings, Section } from '../section';
import { copySources } from '../servers/copy-sources';
import { startLocalRun, startPeer } from '../servers/server-commands';
import type { Server } from '../servers/start-server';
import { withServers } from '../servers/with-servers';

const CONNECTIONS = 10;
const MEMORY_MB = 350;

export const product: Section = {
  name: 'product',
  title: 'The product on the local run',
  timed: true,
  method: `\`GET /foo/{id}\` with a token, by ${CONNECTIONS} connections: the authorizer reads the session, the function the item, and the functions' roles apply to both reads. The peer is Express with express-jwt (RS256). It makes the same two reads through the AWS SDK against the same table, as an administrator. Memory is that of the whole local run, including its watch over the sources.`,
  run: async (bench) => {
    const project = copySources();
    try {
      const assembly = await assemblyOf('test', bench);
      bench.say('starting the local run …');
      const start = () => startLocalRun({ folder: bench.folder, assembly, project });
      return await withServers({ ours: start }, ({ ours }) => measure(ours, project, bench));
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  },
};

async function measure(ours: Server, project: string, bench: Bench): Promise<Findings> {
  const { folder, rounds, seconds, say } = bench;
  const { request, accessToken, jwk } = await prepare(ours.origin);
  const { tableName, environment } = readEndpoint(project, ours.pid);
  const { iss = '', aud = '' } = decodeJwt(accessToken);
  const peerEnvironment = {
    ...environment,
    TABLE_NAME: tableName,
    PUBLIC_JWK: JSON.stringify(jwk),
    ISSUER: iss,
    AUDIENCE: String(aud),
  };
  const express = () => startPeer('express-reads', { folder, environment: peerEnvironment });
  return withServers({ express }, async (peers) => {
    const load =
      ({ origin }: Server) =>
      () =>
        runLoad({ origin, request, connections: CONNECTIONS, seconds });
    const contestants = { ours: load(ours), express: load(peers.express) };
    // The first round lets the compilers warm up.
    await interleave(contestants, 1);
    const runs = await interleave(contestants, rounds, (done) =>
      say(`the product: round ${done} of ${rounds}`),
    );
    const perSecond = (name: 'ours' | 'express') => summarize(runs[name].map((run) => run.perSecond));
    const p99 = (name: 'ours' | 'express') => summarize(runs[name].map((run) => run.p99));
    const memory = measureMemory(ours.pid);
    return {
      tables: [
        {
          columns: ['Server', 'requests/s', 'p99, ms', 'memory, MB'],
          rows: [
            { name: '**ours**', cells: [perSecond('ours'), p99('ours'), memory] },
            {
              name: 'Express, two reads through the SDK',
              cells: [perSecond('express'), p99('express'), measureMemory(peers.express.pid)],
            },
          ],
        },
      ],
      goals: [
        atLeast('requests/s, of Express', perSecond('ours').median / perSecond('express').median, 0.5),
        atMost('memory of everything', memory, MEMORY_MB, 'MB'),
      ],
    };
  });
}

/** Creates an account with a foo, and the request for it. */
async function prepare(
  origin: string,
): Promise<{ readonly request: Sent; readonly accessToken: string; readonly jwk: object }> {
  const client = createHttpClient(origin, { connections: 1 });
  const credentials = { username: 'ada', password: 'a phrase that passes the rules' };
  const tokens = readTokens(await succeed(client, requests.signUp(credentials)));
  const { id } = JSON.parse((await succeed(client, requests.createFoo(tokens))).text);
  const { keys } = JSON.parse((await succeed(client, { path: '/.well-known/jwks.json' })).text);
  client.close();
  return { request: requests.getFoo(tokens, id), accessToken: tokens.accessToken, jwk: keys[0] };
}
