import { parseDeletionRecord } from '../../../../lambda/identity/operator/deletion-record';
import { UnusableRecordError } from '../../../../lambda/identity/operator/user-record';
import { uuid } from '../../fakes/auth-dependencies';

const event = { level: 'INFO', event: 'account_deleted', sub: uuid(1), sourceIp: '192.0.2.1' };

test('reads the deleted account from a log line', () => {
  expect(parseDeletionRecord(JSON.stringify(event))).toBe(uuid(1));
});

test('reads the deleted account from an EventBridge event', () => {
  const wrapped = { version: '0', source: 'latchkey', 'detail-type': 'account_deleted', detail: event };
  expect(parseDeletionRecord(JSON.stringify(wrapped))).toBe(uuid(1));
});

const SECRET = 'a-secret-that-no-reason-repeats';

test.each([
  [SECRET, 'is not JSON'],
  ['null', 'must be a JSON object'],
  [{ ...event, event: 'signed_in' }, 'event must be account_deleted or operator_account_deletion'],
  [
    { detail: { ...event, event: 'signed_in' } },
    'event must be account_deleted or operator_account_deletion',
  ],
  [{ ...event, detail: SECRET }, 'must be a JSON object'],
  [{ event: 'account_deleted' }, 'sub must be a text'],
  [{ ...event, sub: SECRET }, 'sub must be a UUID in lower case'],
])('rejects %j with a reason that repeats nothing of it', (line, reason) => {
  const parse = () => parseDeletionRecord(typeof line === 'string' ? line : JSON.stringify(line));
  expect(parse).toThrow(UnusableRecordError);
  expect(parse).toThrow(reason);
  expect(parse).not.toThrow(SECRET);
});
