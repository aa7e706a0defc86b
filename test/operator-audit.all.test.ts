/** Runs the tests of operator-audit.test.ts for every operator's command, and on the local run. */
import { commands, prepareAuditedSuite, suite } from './bin/audit/audited-commands';
import { testAudited } from './bin/audit/test-audited';
import { testStopped, testUnaudited, testUnexplained } from './bin/audit/test-unaudited';

prepareAuditedSuite();

const names = Object.keys(commands);

testAudited(names);

testUnaudited(names);

testUnexplained(names);

testStopped(['users-import', 'users-reapply-deletions']);

test.each(Object.entries(commands))(
  '%s prints its events on the local run',
  async (name, { args, events, prepare }) => {
    await prepare?.();
    suite.folder.serve(suite.aws.table);
    const { code, stderr } = await suite.folder.run(name, args());
    expect(code).toBe(0);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(events.length);
    for (const event of events) {
      expect(lines).toContainEqual(expect.objectContaining({ audited: true, operator: 'local', ...event }));
    }
    expect(lines[0]).not.toHaveProperty('reason');
    expect(suite.aws.operations).toEqual([]);
  },
);
