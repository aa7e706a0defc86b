/** Runs the tests of operator-audit.test.ts for every operator's command, and on the local run. */
import { LOG_GROUP } from './bin/audit/audited-aws';
import { commands, prepareAuditedSuite, REASON, runDeployed, suite } from './bin/audit/audited-commands';
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

test('a dry run of a bulk command is audited as such, without its accounts', async () => {
  const before = await suite.aws.readTable();
  expect(await runDeployed('users-import', undefined, ['--dry-run'])).toMatchObject({ code: 0 });
  expect(suite.aws.seen.map(({ line }) => line)).toMatchObject([{ event: 'operator_import', dryRun: true }]);
  expect(await suite.aws.readTable()).toBe(before);
});

test('a command for an unknown user leaves neither an event nor a stream', async () => {
  const deployed = ['--table', suite.aws.table.tableName, '--log-group', LOG_GROUP, '--reason', REASON];
  const args = ['--user', 'carol', ...deployed];
  const { code, stderr } = await suite.folder.run('users-sign-out', args, undefined, suite.aws.env);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^users:sign-out: The user "carol" does not exist/);
  expect(suite.aws.operations).toEqual([]);
});
