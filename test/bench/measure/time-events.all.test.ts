import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeEvents } from '../../../bench/measure/time-events';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-time-events-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('answers every event in order, and times each separately', async () => {
  // A clock that only the function advances.
  const file = write(
    'slow.cjs',
    `let time = 0;
     performance.now = () => time;
     exports.handler = async ({ status, ms }) => {
       time += ms;
       return { statusCode: status };
     };`,
  );
  const events = [
    { status: 200, ms: 60 },
    { status: 401, ms: 5 },
  ];
  expect(await timeEvents({ file, environment: {}, events })).toEqual(events);
});

test('the function gets the given environment', async () => {
  const file = write(
    'env.cjs',
    'exports.handler = async () => ({ statusCode: Number(process.env.STATUS) });',
  );
  const answers = await timeEvents({ file, environment: { STATUS: '418' }, events: [{}] });
  expect(answers).toMatchObject([{ status: 418 }]);
});

test('throws the standard error of a process that ends without answers', async () => {
  const file = write('failing.cjs', 'exports.handler = async () => { throw new Error("no such table"); };');
  await expect(timeEvents({ file, environment: {}, events: [{}] })).rejects.toThrow(
    /failing\.cjs ended without answers:.*no such table/s,
  );
});
