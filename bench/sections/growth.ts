/** The costs that could grow with the number of users and of routes. None should. */
import { AuthPolicy } from '../../lambda/authorizer/auth-policy';
import { compileRoutes } from '../../local/gateway/routing/router';
import { evaluate } from '../../local/iam/evaluate';
import type { PolicyDocument } from '../../local/iam/policy';
import { atMost } from '../goals';
import { type CallCounts, withCountedRun } from '../harness/count-calls';
import { fillTable } from '../harness/fill-table';
import { interleave } from '../measure/interleave';
import { summarize } from '../measure/summarize';
import type { Bench, Findings, Section } from '../section';

const FEW_USERS = 10;
const FEW_ROUTES = 10;
const MANY_ROUTES = 500;
const REPEATS = 20_000;
const ARN = 'arn:aws:execute-api:us-east-1:000000000000:a1b2c3/v1';
/** Ratios up to this count as equal, given the noise of times. */
const FLAT = 1.5;

export const growth: Section = {
  name: 'growth',
  title: 'Growth',
  timed: true,
  method: `The first table has the requests of the section above with ${FEW_USERS} users in the table and with many. The second has the local gateway's matching of a route, and its evaluation of an authorizer's cached policy, with ${FEW_ROUTES} routes and with ${MANY_ROUTES}. It is a claim about the code. By default an API can be deployed with 300 resources, and an authorizer should not return a policy of that many routes.`,
  run: async (bench) => {
    const users = await measureUsers(bench);
    const routes = await measureRoutes(bench);
    return {
      tables: [...users.tables, ...routes.tables],
      goals: [...users.goals, ...routes.goals],
    };
  },
};

async function measureUsers(bench: Bench): Promise<Findings> {
  const { users: many, say } = bench;
  const [few, grown] = await withCountedRun(bench, async ({ table, count }) => {
    let told = 0;
    const tell = (users: number) => {
      if (users - told < many / 20) return;
      told = users;
      say(`filling the table: ${users} of ${many} users`);
    };
    await fillTable(table, { from: 0, to: FEW_USERS }, tell);
    const before = await count();
    await fillTable(table, { from: FEW_USERS, to: many }, tell);
    return [before, await count()] as const;
  });
  const names = Object.keys(few);
  return {
    tables: [
      {
        title: 'Users',
        columns: ['Request', `calls and bytes, ${FEW_USERS} users`, `calls and bytes, ${many} users`],
        rows: names.map((name) => ({ name, cells: [describe(few, name), describe(grown, name)] })),
      },
    ],
    goals: [
      atMost(
        'requests whose calls or bytes changed',
        names.filter((name) => describe(few, name) !== describe(grown, name)).length,
        0,
        'requests',
      ),
    ],
  };
}

function describe(counts: CallCounts, name: string): string {
  const { reads = 0, writes = 0, kms = 0, bytes = 0 } = counts[name] ?? {};
  return `${reads + writes + kms}; ${bytes}`;
}

async function measureRoutes({ rounds, say }: Bench): Promise<Findings> {
  const [matchFew, matchMany] = [prepareMatch(FEW_ROUTES), prepareMatch(MANY_ROUTES)];
  const [judgeFew, judgeMany] = [prepareJudgement(FEW_ROUTES), prepareJudgement(MANY_ROUTES)];
  const contestants = {
    matchFew: async () => timeEach(matchFew),
    matchMany: async () => timeEach(matchMany),
    judgeFew: async () => timeEach(judgeFew),
    judgeMany: async () => timeEach(judgeMany),
  };
  // The first round lets the compiler warm up.
  await interleave(contestants, 1);
  const runs = await interleave(contestants, rounds, (done) =>
    say(`growth of routes: round ${done} of ${rounds}`),
  );
  const time = (name: keyof typeof contestants) => summarize(runs[name]);
  return {
    tables: [
      {
        title: 'Routes',
        columns: ['Local gateway', `${FEW_ROUTES} routes, µs`, `${MANY_ROUTES} routes, µs`],
        rows: [
          { name: 'matching a route', cells: [time('matchFew'), time('matchMany')] },
          { name: 'evaluating a cached policy', cells: [time('judgeFew'), time('judgeMany')] },
        ],
      },
    ],
    goals: [
      atMost('matching, 500 routes of 10', time('matchMany').median / time('matchFew').median, FLAT),
      atMost('evaluating, 500 routes of 10', time('judgeMany').median / time('judgeFew').median, FLAT),
    ],
  };
}

function pathOf(index: number): string {
  return `/things-${index}/{id}`;
}

/** Prepares a match of the last route. */
function prepareMatch(routes: number): () => unknown {
  const match = compileRoutes(
    Array.from({ length: routes }, (_, index) => ({
      httpMethod: 'GET',
      resourcePath: pathOf(index),
      target: index,
    })),
  );
  const path = `/things-${routes - 1}/1`;
  return () => match('GET', path);
}

/** Prepares the evaluation of a call of the last route by the policy of our authorizer. */
function prepareJudgement(routes: number): () => unknown {
  const policy = new AuthPolicy('ada', ARN);
  for (let index = 0; index < routes; index++) policy.allowMethod('GET', pathOf(index).replace('{id}', '*'));
  const document = policy.build().policyDocument as PolicyDocument;
  const request = {
    action: 'execute-api:Invoke',
    resource: `${ARN}/GET/things-${routes - 1}/1`,
    context: {},
  };
  return () => {
    if (evaluate([document], request).decision !== 'allow')
      throw new Error('The policy does not allow the call');
  };
}

/** Returns microseconds. */
function timeEach(work: () => unknown): number {
  const started = performance.now();
  for (let made = 0; made < REPEATS; made++) work();
  return ((performance.now() - started) * 1000) / REPEATS;
}
