import { listRunbooks } from './read-deploys';
import { runRunbook } from './run-runbook';
import { runbooks } from './runbooks';

test('every deploy that the how-to pages show is rehearsed', () => {
  const rehearsed = runbooks.map(({ heading }) => heading);
  // emergency-retirement.all.test.ts has other expectations of this runbook
  expect([...rehearsed, 'Retire a key at once'].sort()).toEqual(listRunbooks().sort());
});

test.each(runbooks)(
  '$heading: no request fails while two releases run, or when a deployment is rolled back',
  async (runbook) => {
    const { deploys, faults } = await runRunbook(runbook);
    expect(faults).toEqual([]);
    expect(deploys).toBeGreaterThan(0);
  },
);
