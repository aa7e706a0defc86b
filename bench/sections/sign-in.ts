/** The CPU time of a sign-in in a running process, compared with the bare calls and the same hash. */
import { atMost } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { proxyEvent } from '../harness/events';
import { type World, withWorld } from '../harness/open-harness';
import { answerAsRecorded, type RecordedCall, recordAnswers } from '../harness/record-answers';
import { signUp } from '../harness/sign-up';
import { bundle } from '../measure/bundle';
import { interleave } from '../measure/interleave';
import { type ColdStart, invokeCold } from '../measure/invoke-cold';
import { summarize } from '../measure/summarize';
import type { AccountPlan } from '../peers/sign-in';
import type { Bench, Findings, Section } from '../section';

const WARMUPS = 10;
const REPEATS = 20;
/** The calls that a process makes only at its first sign-in. */
const ONCE = new Set(['kms:GenerateMac']);

export const signIn: Section = {
  name: 'sign-in',
  title: 'Sign-in, warm',
  timed: true,
  method: `CPU and time of one sign-in, of ${REPEATS} in a row after ${WARMUPS} unmeasured ones in a separate process. The hash is that of a deployed stage (argon2id, 19 MiB, t = 2). The peer makes only the recorded calls of one of our sign-ins, through the AWS SDK, and the same hash. The local run's DynamoDB and KMS answer our calls. The peer receives the recorded responses at once. Compare the CPU, which is that of the process, and not the wall time.`,
  run: async (bench) => withWorld(await assemblyOf('dev', bench), (world) => measure(world, bench)),
};

async function measure(world: World, bench: Bench): Promise<Findings> {
  const { username, password } = await signUp(world);
  const { file, environment } = world.functionOf('auth');
  const peer = await bundle({
    entry: 'bench/peers/sign-in.ts',
    folder: bench.folder,
    name: 'sign-in',
    takesPasswords: true,
  });
  const event = proxyEvent({ method: 'POST', resource: '/sessions/create', body: { username, password } });

  async function signIn(bundleFile: string, given: unknown, repeats: number): Promise<ColdStart> {
    const run = await invokeCold({
      file: bundleFile,
      environment,
      event: given,
      ...(repeats > 0 && { warmups: WARMUPS, repeats }),
    });
    const { statusCode } = (run.answer.value ?? {}) as { statusCode?: number };
    if (statusCode !== 201) throw new Error(`A sign-in answered ${JSON.stringify(run.answer)}`);
    return run;
  }

  const calls: RecordedCall[] = [];
  world.setIntercept(recordAnswers((call) => calls.push(call)));
  await signIn(file, event, 0);
  const repeated = calls.filter(({ action }) => !ONCE.has(action));
  const plan: AccountPlan = {
    calls: repeated.map(({ action, input }) => ({ action, input })),
    hash: findHash(calls),
    password,
  };
  const contestants = {
    ours: () => {
      world.setIntercept(undefined);
      return signIn(file, event, REPEATS);
    },
    bare: () => {
      world.setIntercept(answerAsRecorded(repeated));
      return signIn(peer.file, plan, REPEATS);
    },
  };
  const runs = await interleave(contestants, bench.rounds, (done) =>
    bench.say(`sign-in, warm: round ${done} of ${bench.rounds}`),
  );
  const cpu = (name: 'ours' | 'bare') => summarize(runs[name].map((run) => run.warmCpuMs ?? Number.NaN));
  const wall = (name: 'ours' | 'bare') => summarize(runs[name].map((run) => run.warmMs ?? Number.NaN));
  return {
    tables: [
      {
        columns: ['Sign-in', 'calls', 'CPU, ms', 'wall, ms'],
        rows: [
          { name: '**ours**', cells: [repeated.length, cpu('ours'), wall('ours')] },
          {
            name: 'the same calls through the SDK, and the hash',
            cells: [repeated.length, cpu('bare'), wall('bare')],
          },
        ],
      },
    ],
    goals: [atMost('CPU, of the bare calls and the hash', cpu('ours').median / cpu('bare').median, 1.2)],
  };
}

/** Returns the hash that the sign-in reads. */
function findHash(calls: readonly RecordedCall[]): string {
  for (const { answer } of calls) {
    const hash = /\$argon2id\$[^"]+/.exec(answer.body)?.[0];
    if (hash !== undefined) return hash;
  }
  throw new Error('No call of the sign-in returned a hash');
}
