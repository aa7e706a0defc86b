/** Tests the audit of operators' commands on a table as it is deployed: the event comes first, and without it nothing changes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_GROUP } from './bin/audit/audited-aws';
import { commands, prepareAuditedSuite, REASON, runDeployed, suite } from './bin/audit/audited-commands';
import { testAudited } from './bin/audit/test-audited';
import { testStopped, testUnaudited } from './bin/audit/test-unaudited';
import { projectRoot } from './support/synthesize';

prepareAuditedSuite();

test('every command of package.json is here', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const names = Object.keys(scripts).filter((name) => name.startsWith('users:'));
  expect(Object.keys(commands).sort()).toEqual(names.map((name) => name.replace(':', '-')).sort());
});

// One command that writes to one account, and one that writes to many. operator-audit.all.test.ts has the others.
testAudited(['users-delete', 'users-import']);

testUnaudited(['users-delete']);

testStopped(['users-import']);

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
