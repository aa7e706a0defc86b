import { runRunbook } from './run-runbook';
import { runbooks } from './runbooks';

test.each(runbooks)(
  '$heading: no request fails while two releases run, nor when a deploy is rolled back',
  async (runbook) => {
    const { deploys, faults } = await runRunbook(runbook);
    expect(faults).toEqual([]);
    expect(deploys).toBeGreaterThan(0);
  },
  120_000,
);
