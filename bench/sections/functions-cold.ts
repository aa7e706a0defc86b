/**
 * The first request of auth and foo in a new process, compared with the same handlers with NodejsFunction's default
 * bundling.
 */
import { atMost } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { proxyEvent } from '../harness/events';
import { type World, withWorld } from '../harness/open-harness';
import { replayAnswers } from '../harness/replay-answers';
import { type Account, signUp } from '../harness/sign-up';
import { bundle, nodejsFunctionDefaults } from '../measure/bundle';
import { interleave } from '../measure/interleave';
import { type ColdStart, invokeCold } from '../measure/invoke-cold';
import { summarize } from '../measure/summarize';
import type { Bench, Findings, Section } from '../section';

export const functionsCold: Section = {
  name: 'functions-cold',
  title: 'Auth and foo, cold',
  timed: true,
  method:
    'Measured like the authorizer, with `GET /users/me` and `GET /foo/{id}`: one read each. The peer is the same source under the defaults of NodejsFunction. One row has the SDK in the bundle (`bundleAwsSDK`). Another loads it from `node_modules`, like the copy of the SDK that Lambda provides.',
  run: async (bench) => withWorld(await assemblyOf('test', bench), (world) => measure(world, bench)),
};

/**
 * Packages that must be next to a bundle, or that are there for ours as well, so that they give us no
 * advantage.
 */
const BESIDE = ['argon2', '@zxcvbn-ts/*'] as const;

const VARIANTS = {
  defaults: { title: "NodejsFunction's defaults, SDK bundled", external: [] as string[] },
  runtimeSdk: {
    title: "NodejsFunction's defaults, SDK of the runtime",
    external: ['@aws-sdk/*', '@smithy/*'],
  },
} as const;

async function measure(world: World, bench: Bench): Promise<Findings> {
  const account = await signUp(world);
  world.setIntercept(replayAnswers());
  const contestants: Record<string, () => Promise<ColdStart>> = {};
  const { file: empty } = await bundle({
    entry: 'bench/peers/authorizers/empty.ts',
    folder: bench.folder,
    name: 'functions-empty',
  });
  contestants.empty = () => invokeCold({ file: empty, event: {}, environment: {} });
  for (const [service, event] of Object.entries(eventsFor(account))) {
    const { file, environment } = world.functionOf(service);
    contestants[service] = () => callOnce({ file, environment, event });
    for (const [variant, { external }] of Object.entries(VARIANTS)) {
      const peer = await bundle({
        entry: `lambda/${service}/handler.ts`,
        folder: bench.folder,
        name: `${service}-${variant}`,
        overrides: { ...nodejsFunctionDefaults, external: [...external, ...BESIDE] },
      });
      contestants[`${service}-${variant}`] = () => callOnce({ file: peer.file, environment, event });
    }
  }
  const runs = await interleave(contestants, bench.rounds, (done) =>
    bench.say(`auth and foo, cold: round ${done} of ${bench.rounds}`),
  );
  return evaluate(runs, Object.keys(eventsFor(account)));
}

function eventsFor({ caller, fooId }: Account) {
  return {
    auth: proxyEvent({ method: 'GET', resource: '/users/me', caller }),
    foo: proxyEvent({ method: 'GET', resource: '/foo/{id}', pathParameters: { id: fooId }, caller }),
  };
}

async function callOnce(invocation: Parameters<typeof invokeCold>[0]): Promise<ColdStart> {
  const run = await invokeCold(invocation);
  const { statusCode } = (run.answer.value ?? {}) as { statusCode?: number };
  if (statusCode !== 200) throw new Error(`${invocation.file} answered ${JSON.stringify(run.answer)}`);
  return run;
}

function evaluate(runs: Record<string, ColdStart[]>, services: readonly string[]): Findings {
  const beyondEmpty = (name: string, read: (run: ColdStart) => number) =>
    summarize((runs[name] ?? []).map((run, round) => read(run) - read(runs.empty?.[round] ?? run)));
  const cpu = (name: string) => beyondEmpty(name, ({ coldCpuMs }) => coldCpuMs);
  const wall = (name: string) => beyondEmpty(name, ({ coldMs }) => coldMs);
  return {
    tables: [
      {
        columns: ['Function', 'CPU, ms', 'wall, ms'],
        rows: services.flatMap((service) => [
          { name: `**${service}**`, cells: [cpu(service), wall(service)] },
          ...Object.entries(VARIANTS).map(([variant, { title }]) => ({
            name: `${service}, ${title}`,
            cells: [cpu(`${service}-${variant}`), wall(`${service}-${variant}`)],
          })),
        ]),
      },
    ],
    goals: services.flatMap((service) => [
      atMost(
        `${service}: CPU, of NodejsFunction's defaults`,
        cpu(service).median / cpu(`${service}-defaults`).median,
        0.65,
      ),
      atMost(
        `${service}: wall, of NodejsFunction's defaults`,
        wall(service).median / wall(`${service}-defaults`).median,
        0.65,
      ),
    ]),
  };
}
