import {
  createEnrolmentWorld,
  type EnrolmentAct,
  type EnrolmentScenario,
  runEnrolments,
} from './enrolment-world';
import { checkSchedules, isSoak } from './orders';

/** Enrolments at a sign-in, concurrent with each other. */

const effort = isSoak ? { exhaustive: 20_000, sampled: 5_000 } : { exhaustive: 30, sampled: 30 };

const check = (scenario: EnrolmentScenario) =>
  checkSchedules((choose) => runEnrolments(scenario, choose), effort);

test.each<[string, readonly EnrolmentAct[]]>([
  ['one challenge twice', ['enrol', 'enrol']],
  ['two challenges', ['enrol', 'enrol by the other challenge']],
  ['an enrolment and another secret', ['enrol', 'ask for another secret']],
  ['an enrolment and "sign out everywhere"', ['enrol', 'sign out everywhere']],
])('%s', async (_what, acts) => {
  expect(await check({ start: await createEnrolmentWorld(), acts })).toBeGreaterThan(1);
});

test('planted: a commit that ignores the factor that another has added is found', async () => {
  const plant: EnrolmentScenario['plant'] = ({ accounts }) => {
    const { commitSignIn } = accounts;
    accounts.commitSignIn = (signedIn) => {
      const account = accounts.items.get(signedIn.account.sub);
      if (account) accounts.set({ ...account, factors: undefined, secondFactorSince: undefined });
      return commitSignIn(signedIn);
    };
  };
  const acts = ['enrol', 'enrol by the other challenge'] as const;
  const start = await createEnrolmentWorld();
  await expect(check({ start, acts, plant })).rejects.toThrow('two enrolments have won');
});
