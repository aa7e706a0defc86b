/**
 * The authorizer's first request in a new process, compared with a hand-written minimum, the SDK and the usual
 * libraries.
 */
import { join } from 'node:path';
import { atMost, outOfReach } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { authorizerEvent } from '../harness/events';
import { type World, withWorld } from '../harness/open-harness';
import { replayAnswers } from '../harness/replay-answers';
import { signUp } from '../harness/sign-up';
import { withTls } from '../harness/with-tls';
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
  /** Makes calls that our role may not make. */
  readonly asAdmin?: boolean;
  /** Makes calls over plain HTTP. */
  readonly plain?: boolean;
  /** Uses packages of bench/peers/package.json. */
  readonly installed?: boolean;
}

const PEERS = {
  empty: { title: 'an empty handler', source: 'empty.ts' },
  minimum: {
    title: 'hand-written minimum: jose, one call signed by aws4, the key in the environment',
    source: 'minimum-one-call.ts',
  },
  minimumPlain: {
    title: 'hand-written minimum, one call over plain HTTP',
    source: 'minimum-one-call.ts',
    plain: true,
  },
  twoCalls: {
    title: 'hand-written minimum that asks KMS for the key: two calls',
    source: 'minimum-two-calls.ts',
    asAdmin: true,
  },
  sdk: { title: 'our authorizer on the AWS SDK, trimmed', source: 'with-sdk.ts' },
  sdkPlain: {
    title: 'our authorizer on the AWS SDK, trimmed, over plain HTTP',
    source: 'with-sdk.ts',
    plain: true,
  },
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

/** Our authorizer, with either revocation. */
const OWN = {
  ours: '**ours**',
  oursPlain: '**ours**, over plain HTTP',
  onExpiry: "**ours**, revocation `'on-expiry'`, no call",
} as const;

type Contestant = keyof typeof OWN | keyof typeof PEERS;

export const authorizerCold: Section = {
  name: 'authorizer-cold',
  title: 'Authorizer, cold',
  timed: true,
  method:
    'A bare Node process loads the bundle and authorizes one request. The numbers are its cost beyond an empty handler in the same round. A substitute on the loopback interface answers calls at once, over TLS, with separate addresses for DynamoDB and KMS, as on AWS. The rows over plain HTTP leave the connection out.',
  run: async (bench) =>
    withWorld(await assemblyOf('test', bench), (world) => {
      const endpoint = world.functionOf('authorizer').environment.AWS_ENDPOINT_URL ?? '';
      return withTls(endpoint, bench.folder, (tls) => measure(world, tls, bench));
    }),
};

async function measure(world: World, tls: Readonly<Record<string, string>>, bench: Bench): Promise<Findings> {
  const { token } = await signUp(world);
  world.setIntercept(replayAnswers());
  const ours = world.functionOf('authorizer');
  const plain = withPublicKey(ours.environment);
  const common = { event: authorizerEvent(token), environment: { ...plain, ...tls } };
  const onExpiryBundle = await bundle({
    entry: join('lambda', 'authorizer', 'on-expiry-handler.ts'),
    folder: bench.folder,
    name: 'authorizer-on-expiry',
  });
  const onExpiry = { ...common.environment, REVOCATION: 'on-expiry' };
  const profileOf = (name: string) => bench.profile && join(bench.profile, name);
  const contestants = {
    ours: () => authorizeOnce({ ...common, file: ours.file, profile: profileOf('ours') }),
    oursPlain: () => authorizeOnce({ ...common, file: ours.file, environment: plain }),
    onExpiry: () => authorizeOnce({ ...common, file: onExpiryBundle.file, environment: onExpiry }),
  } as Record<Contestant, () => Promise<ColdStart>>;
  for (const [name, peer] of Object.entries<Peer>(PEERS)) {
    if (peer.installed && !peersInstalled()) continue;
    const { file } = await bundle({
      entry: join('bench', 'peers', 'authorizers', peer.source),
      folder: bench.folder,
      name: `authorizer-${name}`,
      ...(peer.withDefaults && { overrides: nodejsFunctionDefaults }),
    });
    const environment = {
      ...(peer.plain ? plain : common.environment),
      ...(peer.asAdmin && world.adminEnvironment),
    };
    const invocation = { ...common, environment, file, profile: profileOf(name) };
    contestants[name as Contestant] = () =>
      name === 'empty' ? invokeCold(invocation) : authorizeOnce(invocation);
  }
  const runs = await interleave(contestants, bench.rounds, (done) =>
    bench.say(`authorizer, cold: round ${done} of ${bench.rounds}`),
  );
  return evaluate(runs);
}

/** Adds the public key as PEM text, which peers read from the environment. */
function withPublicKey(environment: Readonly<Record<string, string>>) {
  const [der] = Object.values(JSON.parse(environment.PUBLIC_KEYS ?? '{}'));
  const pem = `-----BEGIN PUBLIC KEY-----\n${der}\n-----END PUBLIC KEY-----`;
  return { ...environment, PUBLIC_KEY: pem };
}

async function authorizeOnce(invocation: Invocation): Promise<ColdStart> {
  const run = await invokeCold(invocation);
  const { principalId } = (run.answer.value ?? {}) as { principalId?: string };
  if (principalId === undefined) {
    throw new Error(`${invocation.file} authorized no request: ${JSON.stringify(run.answer)}`);
  }
  return run;
}

function evaluate(runs: Record<Contestant, ColdStart[]>): Findings {
  const beyondEmpty = (name: Contestant, read: (run: ColdStart) => number) =>
    summarize(runs[name].map((run, round) => read(run) - read(runs.empty[round] ?? run)));
  const cpu = (name: Contestant) => beyondEmpty(name, ({ coldCpuMs }) => coldCpuMs);
  const wall = (name: Contestant) => beyondEmpty(name, ({ coldMs }) => coldMs);
  const ratio = (of: typeof cpu, peer: Contestant, own: Contestant = 'ours') =>
    of(own).median / of(peer).median;
  const floor = cpu('minimumPlain').median / cpu('sdkPlain').median;
  const names = (Object.keys(runs) as Contestant[]).filter((name) => name !== 'empty');
  return {
    tables: [
      {
        columns: ['Authorizer', 'CPU, ms', 'wall, ms'],
        rows: names.map((name) => ({
          name: OWN[name as keyof typeof OWN] ?? PEERS[name as keyof typeof PEERS].title,
          cells: [cpu(name), wall(name)],
        })),
      },
    ],
    notes: [
      `Over plain HTTP the hand-written minimum itself takes ${formatNumber(floor)} of the trimmed SDK's CPU: jose, WebCrypto, \`node:https\` and a call are the minimum.`,
    ],
    goals: [
      atMost('CPU, of the hand-written minimum', ratio(cpu, 'minimum'), 1.1),
      atMost('wall, of the hand-written minimum', ratio(wall, 'minimum'), 1.1),
      atMost(
        'CPU, of the hand-written minimum, over plain HTTP',
        ratio(cpu, 'minimumPlain', 'oursPlain'),
        1.1,
      ),
      atMost(
        'wall, of the hand-written minimum, over plain HTTP',
        ratio(wall, 'minimumPlain', 'oursPlain'),
        1.1,
      ),
      atMost('CPU, of the minimum that asks KMS', ratio(cpu, 'twoCalls'), 1),
      atMost('wall, of the minimum that asks KMS', ratio(wall, 'twoCalls'), 1),
      atMost('CPU of on-expiry, of jose without a call', ratio(cpu, 'jose', 'onExpiry'), 1.3),
      atMost('wall of on-expiry, of jose without a call', ratio(wall, 'jose', 'onExpiry'), 1.3),
      outOfReach(
        atMost('CPU, of the trimmed SDK, over plain HTTP', ratio(cpu, 'sdkPlain', 'oursPlain'), 0.45),
        0.6,
      ),
      outOfReach(
        atMost('wall, of the trimmed SDK, over plain HTTP', ratio(wall, 'sdkPlain', 'oursPlain'), 0.45),
        0.6,
      ),
      atMost("CPU, of the SDK with NodejsFunction's defaults", ratio(cpu, 'sdkDefaults'), 1),
      atMost("wall, of the SDK with NodejsFunction's defaults", ratio(wall, 'sdkDefaults'), 1),
    ],
  };
}
