import { gzipSync } from 'node:zlib';
import { readLogBatch } from '../../../lambda/security-events/read-log-batch';

const pack = (batch: unknown) => ({
  awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') },
});

test('unpacks the lines', () => {
  const logEvents = [{ id: '1', timestamp: 1_767_225_600_000, message: '{}' }];
  expect(readLogBatch(pack({ messageType: 'DATA_MESSAGE', logEvents }))).toEqual(logEvents);
});

test('finds no lines in the test message of CloudWatch Logs', () => {
  expect(readLogBatch(pack({ messageType: 'CONTROL_MESSAGE', logEvents: [{ message: 'x' }] }))).toEqual([]);
});

test.each([[{ messageType: 'OTHER', logEvents: [] }], [{ messageType: 'DATA_MESSAGE' }], [{}]])(
  'rejects %j',
  (batch) => {
    expect(() => readLogBatch(pack(batch))).toThrow('must be a DATA_MESSAGE with logEvents');
  },
);

test('rejects a batch that would exhaust the memory', () => {
  expect(() => readLogBatch(pack('a'.repeat(33 * 1024 * 1024)))).toThrow();
});
