/** The lines, the error messages and the help of `npm run users:unsuppress`. */
import { LOG_GROUP } from './audit/audited-aws';
import { commands, prepareAuditedSuite, REASON, runDeployed, suite } from './audit/audited-commands';

prepareAuditedSuite();

test('removes the mark and both forms of the address from the list of SES', async () => {
  await commands['users-unsuppress']?.prepare?.();
  const { code, stdout } = await runDeployed('users-unsuppress');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'Ada: removed the mark (bounce, 1970-01-01T00:00:00.007Z); removed it from the suppression list of SES\n',
  });
  expect(suite.aws.suppressions).toEqual([
    '/v2/email/suppression/addresses/Ada%40example.org',
    '/v2/email/suppression/addresses/ada%40example.org',
  ]);
  expect(await suite.aws.readTable()).not.toContain('undeliverable');
});

test('SES keeps its list if the command cannot be audited', async () => {
  await commands['users-unsuppress']?.prepare?.();
  suite.aws.decide = () => 'refuse';
  expect(await runDeployed('users-unsuppress')).toMatchObject({ code: 1 });
  expect(suite.aws.suppressions).toEqual([]);
});

test('a user without an address: one line with what to do', async () => {
  const { code, stderr } = await runDeployed('users-unsuppress');
  expect(code).toBe(1);
  expect(stderr).toBe('users:unsuppress: The user "Ada" has no e-mail address: there is nothing to remove\n');
});

test('without a user, the command line is not valid', async () => {
  const deployed = ['--table', 'the-table', '--log-group', LOG_GROUP, '--reason', REASON];
  const { code, stderr } = await suite.folder.run('users-unsuppress', deployed, undefined, suite.aws.env);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^users:unsuppress: No user is given: use --user NAME or --sub SUB/);
});

test('--help prints the options, and needs no table', async () => {
  const { stdout } = await suite.folder.run('users-unsuppress', ['--help', '--port', '1']);
  for (const option of ['--user', '--sub', '--table', '--log-group', '--reason', '--port', '--help']) {
    expect(stdout).toMatch(new RegExp(`^  ${option}\\s`, 'm'));
  }
});
