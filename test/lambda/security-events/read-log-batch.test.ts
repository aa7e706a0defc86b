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
  // 33 MiB, of members that are unpacked one after another (RFC 1952 section 2.2)
  const member = gzipSync(' '.repeat(1024 * 1024));
  const data = Buffer.concat(Array.from({ length: 33 }, () => member)).toString('base64');
  expect(() => readLogBatch({ awslogs: { data } })).toThrow(
    expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' }),
  );
});
