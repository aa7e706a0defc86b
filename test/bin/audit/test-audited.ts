/** Tests for every operator's command that its event comes first. */
import { isDeepStrictEqual } from 'node:util';
import { OPERATOR } from './audited-aws';
import { commands, REASON, readState, runDeployed, suite } from './audited-commands';

/** Tests that the commands write their events before they act. */
export function testAudited(names: readonly string[]): void {
  const named = Object.entries(commands).filter(([name]) => names.includes(name));
  describe.each(named)('%s', (name, { events, prepare, reads = false }) => {
    beforeEach(() => prepare?.());

    test('writes the operator, the action, the account and the reason before it acts', async () => {
      const before = await readState();
      const { code, stdout, stderr } = await runDeployed(name);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(isDeepStrictEqual(await readState(), before)).toBe(reads);
      expect(stdout).not.toBe('');

      const shared = {
        level: 'INFO',
        audited: true,
        operator: OPERATOR,
        reason: REASON,
        table: suite.aws.table.tableName,
      };
      const lines = suite.aws.seen.map(({ line }) => line);
      expect(lines).toHaveLength(events.length);
      for (const event of events)
        expect(lines).toContainEqual(expect.objectContaining({ ...shared, ...event }));
      expect(new Set(lines.map(({ runId }) => runId)).size).toBe(1);
      expect(suite.aws.seen[0]?.table).toBe(before[0]);
      // the log contains no username
      expect(JSON.stringify(lines)).not.toMatch(/"(ada|bob)"/i);
      expect(suite.aws.operations.slice(0, 2)).toEqual(['GetCallerIdentity', 'CreateLogStream']);
    });
  });
}
