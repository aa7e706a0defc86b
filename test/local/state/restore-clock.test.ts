import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunClock } from '../../../local/clock/run-clock';
import { readClockFile, writeClockFile } from '../../../local/state/clock-file';
import { restoreClock } from '../../../local/state/restore-clock';
import { StartError } from '../../../local/support/start-error';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clock-test-'));
  file = join(folder, 'clock.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('without a file, the clock equals this machine’s, and no file is written', () => {
  const clock = createRunClock();
  restoreClock(clock, { file });
  expect(clock.aheadSeconds()).toBe(0);
  expect(() => statSync(file)).toThrow('ENOENT');
});

test('a turned clock is restored, and only the owner can read the file', () => {
  writeClockFile(file, 900);
  const clock = createRunClock();
  restoreClock(clock, { file });
  expect(clock.aheadSeconds()).toBe(900);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a start time turns it further, and is not stored before the run has started', () => {
  writeClockFile(file, 900);
  const clock = createRunClock({ stands: true });
  restoreClock(clock, { file, start: clock.now() + 1_000_000 });
  expect(clock.aheadSeconds()).toBe(1_000);
  expect(readClockFile(file)).toBe(900);
});

test('a run without a file takes a start time', () => {
  const clock = createRunClock({ stands: true });
  restoreClock(clock, { start: clock.now() + 5_000 });
  expect(clock.aheadSeconds()).toBe(5);
});

test('a start time in the past is rejected', () => {
  const clock = createRunClock();
  const restore = () => restoreClock(clock, { file, start: Date.UTC(2020, 0, 1) });
  expect(restore).toThrow(StartError);
  expect(restore).toThrow(
    /^--clock 2020-01-01T00:00Z is in the past: the clock shows \d{4}-\d\d-\d\dT[\d:]+Z\. Give a later time\.$/,
  );
});

test('a start time before the stored clock is rejected with a solution', () => {
  writeClockFile(file, 86_400);
  const restoreAt = (start: number) => () => restoreClock(createRunClock(), { file, start });
  expect(restoreAt(Date.now() + 60_000)).toThrow(/ is in the past: .* Give a later time, or use --fresh\.$/);
  // With --fresh the clock would still be later.
  expect(restoreAt(Date.UTC(2020, 0, 1))).toThrow(/ Give a later time\.$/);
  expect(readClockFile(file)).toBe(86_400);
});

test('a start time too far ahead is rejected', () => {
  const restore = () => restoreClock(createRunClock(), { start: Date.now() + 4_000 * 86_400_000 });
  expect(restore).toThrow("at most 3650 days ahead of this machine's clock");
});

test.each(['', '{}', 'null', '{"aheadSeconds":-1}', '{"aheadSeconds":1.5}', '{"aheadSeconds":999999999}'])(
  'a file that contains %j is rejected',
  (text) => {
    writeFileSync(file, text);
    expect(() => restoreClock(createRunClock(), { file })).toThrow(/cannot be read\. Pass --fresh /);
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);
