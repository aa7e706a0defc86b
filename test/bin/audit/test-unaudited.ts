/** Tests for every operator's command that cannot be audited: it changes nothing. */
import type { ChildProcess } from 'node:child_process';
import { LOG_GROUP } from './audited-aws';
import { commands, REASON, readState, runDeployed, suite } from './audited-commands';

/** Tests that the commands do nothing if their event is not written. */
export function testUnaudited(names: readonly string[]): void {
  describe.each(names)('%s', (name) => {
    beforeEach(() => commands[name]?.prepare?.());

    test('changes nothing if its event is rejected, and reports the missing permission', async () => {
      const before = await readState();
      suite.aws.decide = () => 'refuse';
      const { code, stdout, stderr } = await runDeployed(name);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toBe(
        `${name.replace('-', ':')}: Stopped, since the audit event was not written to the log group ${LOG_GROUP}: you lack the right logs:PutLogEvents on it; commands need logs:CreateLogStream and logs:PutLogEvents\n`,
      );
      expect(await readState()).toEqual(before);
    });

    test('changes nothing if it is killed before its event is accepted', async () => {
      const before = await readState();
      let child: ChildProcess | undefined;
      suite.aws.decide = () => {
        child?.kill('SIGKILL');
        return 'accept';
      };
      const { code, stdout } = await runDeployed(name, (begun) => {
        child = begun;
      });
      expect({ code, stdout }).toEqual({ code: null, stdout: '' });
      expect(suite.aws.seen.length).toBeGreaterThan(0);
      expect(await readState()).toEqual(before);
    });
  });
}

/** Tests that the commands require what their event contains. */
export function testUnexplained(names: readonly string[]): void {
  test.each(names)('%s requires a reason and a log group for a deployed table', async (name) => {
    const args = commands[name]?.args() ?? [];
    const before = await readState();
    const table = ['--table', suite.aws.table.tableName];
    const withoutReason = await suite.folder.run(
      name,
      [...args, ...table, '--log-group', LOG_GROUP],
      undefined,
      suite.aws.env,
    );
    expect(withoutReason).toMatchObject({ code: 2, stdout: '' });
    expect(withoutReason.stderr).toMatch(
      /^users:[a-z-]+: No reason is given: use --reason TEXT, which --table requires\n$/,
    );
    const withoutLog = await suite.folder.run(
      name,
      [...args, ...table, '--reason', REASON],
      undefined,
      suite.aws.env,
    );
    expect(withoutLog).toMatchObject({ code: 2, stdout: '' });
    expect(withoutLog.stderr).toMatch(/^users:[a-z-]+: No log group is given: use --log-group LOG /);
    expect(suite.aws.operations).toEqual([]);
    expect(await readState()).toEqual(before);
  });
}

/** Tests that commands for many accounts stop at the first account that cannot be audited. */
export function testStopped(names: readonly string[]): void {
  test.each(names)(
    '%s stops at an account whose event is rejected, and does not change the account',
    async (name) => {
      const before = await suite.aws.readTable();
      suite.aws.decide = (nth) => (nth === 1 ? 'accept' : 'refuse');
      const { code, stderr } = await runDeployed(name);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^users:[a-z-]+: Stopped, since the audit event was not written [^\n]+\n$/);
      expect(await suite.aws.readTable()).toBe(before);
    },
  );
}
