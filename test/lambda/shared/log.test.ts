import { authEvents, type EventDefinition, serviceEvents } from '../../../lambda/events';
import { createLog, formatLine } from '../../../lambda/shared/log';

/** Returns what a call writes to standard output. */
function written(write: () => void): string {
  const spy = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    write();
    return spy.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    spy.mockRestore();
  }
}

const log = createLog({ ...authEvents, ...serviceEvents });
const caller = { sub: 'a-sub', sid: 'a-sid', sourceIp: '192.0.2.1', requestId: 'request-1' };

test('a log line is one JSON object with level, time and event, whatever its texts contain', () => {
  const printed = written(() => log('migration_refused', { reason: 'two\nlines', requestId: 'request-1' }));
  expect(printed.split('\n')).toHaveLength(2);
  expect(JSON.parse(printed)).toEqual({
    level: 'WARN',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    event: 'migration_refused',
    reason: 'two\nlines',
    requestId: 'request-1',
  });
});

test('a line of an audited event says so, for the subscription of the bus', () => {
  expect(JSON.parse(written(() => log('signed_in', caller)))).toMatchObject({ level: 'INFO', audited: true });
  expect(written(() => log('breach_check_failed', {}))).not.toContain('audited');
});

test.each([
  [200, 'INFO'],
  [429, 'INFO'],
  [499, 'INFO'],
  [500, 'ERROR'],
  [503, 'ERROR'],
])('a request that is answered %i is logged at %s', (status, level) => {
  const fields = { service: 'foo', route: 'GET /foo', status, durationMs: 1, requestId: 'request-1' };
  expect(JSON.parse(written(() => log('request', fields)))).toMatchObject({ level, status });
});

test('a field that is not in the list is left out, even if the compiler was bypassed', () => {
  const fields = { ...caller, password: 'a secret' };
  expect(written(() => log('signed_in', fields))).not.toContain('a secret');
});

test('the fields of a line come in the order of the list, and those that are missing are left out', () => {
  const definition: EventDefinition = authEvents.account_deleted;
  const line = formatLine('account_deleted', {
    definition,
    fields: { requestId: 'r', sourceIp: 'i', sub: 's' },
    at: new Date(0),
  });
  expect(line).toBe(
    '{"level":"INFO","timestamp":"1970-01-01T00:00:00.000Z","audited":true,"event":"account_deleted","sub":"s","sourceIp":"i","requestId":"r"}',
  );
});
