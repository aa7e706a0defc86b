/** Measures whether the time of a failed sign-in reveals that a name exists. */
import { join } from 'node:path';
import bcrypt from 'bcryptjs';
import type { Plugin } from 'esbuild';
import { verifyImportedHash } from '../../lambda/identity/passwords/imported-hashes/verify-imported-hash';
import { createPasswordHasher } from '../../lambda/identity/passwords/password-hasher';
import { parseEnvironment } from '../../lambda/parse-environment';
import { authVariables } from '../../lambda/variables/auth';
import { PROJECT_ROOT } from '../../lib/bundling/esbuild-options';
import { atLeast, atMost } from '../goals';
import { assemblyOf } from '../harness/assemblies';
import { failSignIns, resetRequest, type Trial } from '../harness/fail-sign-ins';
import { type World, withWorld } from '../harness/open-harness';
import { bundle } from '../measure/bundle';
import { betweenDistributions, betweenMedians } from '../measure/distances';
import { comparePairs, type Judgement, PERMUTATIONS, SIGNIFICANCE } from '../measure/permutation-test';
import { seededRandom } from '../measure/seeded-random';
import { summarize } from '../measure/summarize';
import type { Bench, Cell, Findings, Goal, Section, Table } from '../section';

const TURNS = 220;
const WARMUPS = 20;
/** Makes the order of sign-ins the same in every run. */
const SEED = 0x5eed;

/** Former parameters of a stage: as strong as today's, by OWASP's Password Storage Cheat Sheet. */
const FORMER = { memoryKib: 12_288, iterations: 3, parallelism: 1 };
/** The minimum that the same cheat sheet allows. */
const BCRYPT_COST = 10;
const PASSWORD = 'a phrase that passes the rules';

const UNKNOWN = 'an unknown name';
const KNOWN = 'a known name';
const FORMERLY = 'a name whose hash has former parameters';
const IMPORTED = `a name whose hash was imported: bcrypt, cost ${BCRYPT_COST}`;

const PERCENT = 100;
const LIMIT = SIGNIFICANCE * PERCENT;

export const enumeration: Section = {
  name: 'enumeration',
  title: 'Failed sign-ins to known and unknown names',
  timed: true,
  method: `The function auth as deployed (argon2id, 19 MiB, t = 2) is invoked in a separate process: a gateway and a network would add noise. The local run's DynamoDB and KMS answer its calls. There are ${TURNS} turns after ${WARMUPS} unmeasured ones. In each, every kind of name has one sign-in, in random order. Each sign-in is the first to its name and the first from its address, so that none is throttled. A permutation test exchanges the times within random turns, ${PERMUTATIONS.toLocaleString('en-GB')} times. The value p is the share of exchanges after which the two samples differ at least as much as measured. It is computed once for their medians, and once for their distributions (the statistic of Kolmogorov and Smirnov). Below ${LIMIT} % the two count as distinguishable. Six tests of equal samples report that in error once in 167 runs. *Visible* is the difference at which the medians would be distinguishable, if they are not. The control is the same function without the decoy hash, which the test must detect. Requests for a reset are compared in the same way, and their known names have a verified address.`,
  run: async (bench) => withWorld(await assemblyOf('dev', bench), (world) => measure(world, bench)),
};

async function measure(world: World, bench: Bench): Promise<Findings> {
  const auth = world.functionOf('auth');
  const settings = parseEnvironment(authVariables, auth.environment);
  const current = {
    memoryKib: settings.argon2MemoryKib,
    iterations: settings.argon2Iterations,
    parallelism: settings.argon2Parallelism,
  };
  const passwordHash = await createPasswordHasher({ current, verifyImportedHash }).hash(PASSWORD);
  const formerHash = await createPasswordHasher({ current: FORMER, verifyImportedHash }).hash(PASSWORD);
  const importedHash = await bcrypt.hash(PASSWORD, BCRYPT_COST);
  const { name, format } = authVariables.formerArgon2;
  const control = await bundle({
    entry: 'lambda/auth/handler.ts',
    folder: bench.folder,
    name: 'auth-without-decoy',
    takesPasswords: true,
    overrides: { plugins: [withoutDecoy] },
  });

  const random = seededRandom(SEED);
  const compare = async (title: string, trial: Pick<Trial, 'auth' | 'kinds' | 'attempt'>) => {
    bench.say(`known and unknown names: ${title} …`);
    return judge(title, await failSignIns({ ...trial, turns: TURNS, warmups: WARMUPS, random }));
  };
  const deployed = await compare('As deployed', {
    auth,
    kinds: { [UNKNOWN]: undefined, [KNOWN]: passwordHash, [IMPORTED]: importedHash },
  });
  const changed = await compare('After a change of argon2’s parameters, the former ones listed', {
    auth: { ...auth, environment: { ...auth.environment, [name]: format([FORMER]) } },
    kinds: { [UNKNOWN]: undefined, [FORMERLY]: formerHash },
  });
  const leaky = await compare('The control', {
    auth: { ...auth, file: control.file },
    kinds: { [UNKNOWN]: undefined, [KNOWN]: passwordHash },
  });
  const resets = await compare('Requests for a reset of the password', {
    auth,
    kinds: { [UNKNOWN]: undefined, [KNOWN]: passwordHash },
    attempt: resetRequest,
  });
  return {
    tables: [deployed.table, changed.table, leaky.table, resets.table],
    notes: [
      'Imported hashes have no goal: they are visible until their owner’s first sign-in ([threat model](threat-model.md#not-a-vulnerability)).',
    ],
    goals: [
      ...limitPs(KNOWN, deployed.judgements[KNOWN], atLeast),
      ...limitPs(FORMERLY, changed.judgements[FORMERLY], atLeast),
      ...limitPs('the control', leaky.judgements[KNOWN], atMost),
      ...limitPs('a reset of a known name', resets.judgements[KNOWN], atLeast),
    ],
  };
}

interface Judgements {
  readonly medians: Judgement;
  readonly distributions: Judgement;
}

/** Compares every kind of name with unknown names. */
function judge(title: string, samples: Readonly<Record<string, readonly number[]>>) {
  const judgements: Record<string, Judgements> = {};
  const rows: Table['rows'][number][] = [];
  for (const [name, sample] of Object.entries(samples)) {
    const cells: Cell[] = [summarize(sample)];
    const unknown = samples[UNKNOWN] ?? [];
    if (name === UNKNOWN) cells.push('', '', '', '');
    else {
      const medians = comparePairs(unknown, sample, betweenMedians);
      const distributions = comparePairs(unknown, sample, betweenDistributions);
      judgements[name] = { medians, distributions };
      // Of samples that differ it only says how they are mixed.
      const visible = medians.p < SIGNIFICANCE ? '' : medians.visible;
      cells.push(medians.distance, visible, medians.p * PERCENT, distributions.p * PERCENT);
    }
    rows.push({ name, cells });
  }
  const columns = [
    'Request under',
    'wall, ms',
    'between the medians, ms',
    'visible, ms',
    'p of the medians, %',
    'p of the distributions, %',
  ];
  return { table: { title, columns, rows } satisfies Table, judgements };
}

function limitPs(name: string, judgements: Judgements | undefined, limit: typeof atLeast): readonly Goal[] {
  const { medians, distributions } = judgements ?? {};
  return [
    limit(`${name}: p of the medians`, (medians?.p ?? Number.NaN) * PERCENT, LIMIT, '%'),
    limit(`${name}: p of the distributions`, (distributions?.p ?? Number.NaN) * PERCENT, LIMIT, '%'),
  ];
}

/** Makes the handler use the hasher that does not hash for unknown names. */
const withoutDecoy: Plugin = {
  name: 'without-decoy',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/password-hasher$/ }, ({ importer }) =>
      importer.endsWith('lambda/auth/handler.ts')
        ? { path: join(PROJECT_ROOT, 'bench/fixture/hasher-without-decoy.ts') }
        : undefined,
    );
  },
};
