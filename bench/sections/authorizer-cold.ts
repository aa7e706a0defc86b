/** The authorizer's first request in a new process, beside a hand-written minimum, the SDK and the usual libraries. */
import { join } from 'node:path';
import { createAwsClient } from '../../lambda/shared/aws/aws-client';
import { readAwsSettings } from '../../lambda/shared/aws/aws-settings';
import { getPublicKey } from '../../lambda/shared/aws/get-public-key';
import { atMost, outOfReach } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { authorizerEvent } from '../harness/events';
import { openWorld, type World } from '../harness/open-harness';
import { replayAnswers } from '../harness/replay-answers';
import { signUp } from '../harness/sign-up';
import { bundle, nodejsFunctionDefaults } from '../measure/bundle';
import { interleave } from '../measure/interleave';
import { type ColdStart, type Invocation, invokeCold } from '../measure/invoke-cold';
import { summarize } from '../measure/summarize';
import { formatNumber } from '../report/format';
import type { Bench, Findings, Section } from '../section';
import { peersInstalled } from '../servers/peers-installed';

interface Peer {
  readonly title: string;
  readonly source: string;
  readonly withDefaults?: boolean;
  /** Comes from bench/peers/package.json. */
  readonly installed?: boolean;
}

const PEERS = {
  empty: { title: 'an empty handler', source: 'empty.ts' },
  minimum: { title: 'hand-written minimum: jose, two calls signed by aws4', source: 'minimum.ts' },
  sdk: { title: 'our authorizer on the AWS SDK, trimmed', source: 'with-sdk.ts' },
  sdkDefaults: {
    title: "our authorizer on the AWS SDK, NodejsFunction's defaults",
    source: 'with-sdk.ts',
    withDefaults: true,
  },
  jose: { title: 'jose, no call', source: 'jose-alone.ts' },
  awsJwtVerify: { title: 'aws-jwt-verify, no call', source: 'aws-jwt-verify.mjs', installed: true },
  middy: {
    title: 'middy, Powertools and jose, no call',
    source: 'middy-powertools.mjs',
    installed: true,
  },
  blueprint: { title: "AWS's blueprint on jsonwebtoken, no call", source: 'blueprint.ts' },
  express: {
    title: 'Express, express-jwt and serverless-http, no call',
    source: 'express-jwt.mjs',
    installed: true,
  },
} as const satisfies Record<string, Peer>;

type Contestant = 'ours' | keyof typeof PEERS;

export const authorizerCold: Section = {
  name: 'authorizer-cold',
  title: 'Authorizer, cold',
  timed: true,
  method:
    'A bare Node process loads the bundle and authorizes one request; the numbers are what that takes beyond an empty handler in the same round. The two calls (the public key, the session) are answered by a stand-in on the loopback interface over plain HTTP, at once: what TLS costs on AWS comes on top, the same for all that call.',
  run: async (bench) => {
    const world = await openWorld(await assemblyOf('test', bench));
    try {
      return await measure(world, bench);
    } finally {
      await world.close();
    }
  },
};

async function measure(world: World, bench: Bench): Promise<Findings> {
  const { token } = await signUp(world);
  world.setIntercept(replayAnswers());
  const ours = world.functionOf('authorizer');
  const common = { event: authorizerEvent(token), environment: await withPublicKey(ours.environment) };
  const profileOf = (name: string) => bench.profile && join(bench.profile, name);
  const contestants = {
    ours: () => authorizeOnce({ ...common, file: ours.file, profile: profileOf('ours') }),
  } as Record<Contestant, () => Promise<ColdStart>>;
  for (const [name, peer] of Object.entries<Peer>(PEERS)) {
    if (peer.installed && !peersInstalled()) continue;
    const { file } = await bundle({
      entry: join('bench', 'peers', 'authorizers', peer.source),
      folder: bench.folder,
      name: `authorizer-${name}`,
      ...(peer.withDefaults && { overrides: nodejsFunctionDefaults }),
    });
    const invocation = { ...common, file, profile: profileOf(name) };
    contestants[name as Contestant] = () =>
      name === 'empty' ? invokeCold(invocation) : authorizeOnce(invocation);
  }
  const runs = await interleave(contestants, bench.rounds, (done) =>
    bench.say(`authorizer, cold: round ${done} of ${bench.rounds}`),
  );
  return evaluate(runs);
}

/** Of peers that call nothing: their key stands in the environment. */
async function withPublicKey(environment: Readonly<Record<string, string>>) {
  const kms = createAwsClient(readAwsSettings('kms', environment));
  const der = await getPublicKey(kms, environment.VERIFICATION_KEYS ?? '');
  const pem = `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----`;
  return { ...environment, PUBLIC_KEY: pem };
}

async function authorizeOnce(invocation: Invocation): Promise<ColdStart> {
  const run = await invokeCold(invocation);
  const { principalId } = (run.answer.value ?? {}) as { principalId?: string };
  if (principalId === undefined) {
    throw new Error(`${invocation.file} let nobody in: ${JSON.stringify(run.answer)}`);
  }
  return run;
}

function evaluate(runs: Record<Contestant, ColdStart[]>): Findings {
  const beyondEmpty = (name: Contestant, read: (run: ColdStart) => number) =>
    summarize(runs[name].map((run, round) => read(run) - read(runs.empty[round] ?? run)));
  const cpu = (name: Contestant) => beyondEmpty(name, ({ coldCpuMs }) => coldCpuMs);
  const wall = (name: Contestant) => beyondEmpty(name, ({ coldMs }) => coldMs);
  const ratio = (of: typeof cpu, peer: Contestant) => of('ours').median / of(peer).median;
  const floor = cpu('minimum').median / cpu('sdk').median;
  const names = (Object.keys(runs) as Contestant[]).filter((name) => name !== 'empty');
  return {
    tables: [
      {
        columns: ['Authorizer', 'CPU, ms', 'wall, ms'],
        rows: names.map((name) => ({
          name: name === 'ours' ? '**ours**' : PEERS[name as keyof typeof PEERS].title,
          cells: [cpu(name), wall(name)],
        })),
      },
    ],
    notes: [
      `The hand-written minimum itself takes ${formatNumber(floor)} of the trimmed SDK's CPU: jose, WebCrypto, \`node:https\` and two calls are the floor.`,
      'A fifth of ours is the loading of `node:https`: the stand-in does not need it, but AWS does, and every contestant that calls loads it as well.',
    ],
    goals: [
      atMost('CPU, of the hand-written minimum', ratio(cpu, 'minimum'), 1.25),
      atMost('wall, of the hand-written minimum', ratio(wall, 'minimum'), 1.25),
      outOfReach(atMost('CPU, of the trimmed SDK', ratio(cpu, 'sdk'), 0.45), 0.6),
      outOfReach(atMost('wall, of the trimmed SDK', ratio(wall, 'sdk'), 0.45), 0.6),
      atMost("CPU, of the SDK with NodejsFunction's defaults", ratio(cpu, 'sdkDefaults'), 1),
      atMost("wall, of the SDK with NodejsFunction's defaults", ratio(wall, 'sdkDefaults'), 1),
    ],
  };
}
