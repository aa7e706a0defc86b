import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEndpointFile } from '../../../local/state/endpoint-file';

const content = (accessKeyId: string) => ({
  pid: 4_711,
  stage: 'dev',
  origins: ['http://localhost:3000'],
  endpoint: 'http://127.0.0.1:1',
  aheadSeconds: 0,
  accessKeyId,
  secretAccessKey: 'secret',
  tables: { Table: 'the-table' },
  queues: {},
  keys: {},
});

test('only its owner can read the file, and only its own run removes it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'endpoint-file-test-'));
  const file = join(folder, '4711.json');
  const removeFirst = writeEndpointFile(folder, content('first'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(content('first'));
  const removeSecond = writeEndpointFile(folder, content('second'));
  removeFirst();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(content('second'));
  removeSecond();
  expect(existsSync(file)).toBe(false);
  rmSync(folder, { recursive: true });
});
