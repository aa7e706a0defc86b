import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunClock } from '../../../local/clock/run-clock';
import type { LocalEvent } from '../../../local/run/event';
import { createTurnClock } from '../../../local/run/turn-clock';

const DAY = 86_400;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turn-clock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function create(file = join(folder, 'clock.json')) {
  const clock = createRunClock({ stands: true });
  const [froms, events]: [number[], LocalEvent[]] = [[], []];
  const onTurned = async (from: number) => {
    froms.push(from);
  };
  const turn = createTurnClock({ clock, file, onTurned, emit: (event) => events.push(event) });
  return { clock, file, turn, froms, events };
}

test('turns at the same time add up, and each tells where it began', async () => {
  const { clock, file, turn, froms, events } = create();
  const start = clock.now();
  await Promise.all([turn(60), turn(DAY), turn(1)]);
  expect(clock.now() - start).toBe((DAY + 61) * 1_000);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ aheadSeconds: DAY + 61 });
  expect(froms.map((from) => from - start)).toEqual([0, 60_000, (DAY + 60) * 1_000]);
  expect(events).toHaveLength(3);
});

test('turns at the same time do not exceed the limit together', async () => {
  const { clock, turn } = create();
  const outcomes = await Promise.allSettled([turn(2_000 * DAY), turn(2_000 * DAY)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(clock.aheadSeconds()).toBe(2_000 * DAY);
});

test('a turn that cannot be stored is not made', async () => {
  const { clock, turn, events } = create(join(folder, 'missing', 'clock.json'));
  await expect(turn(60)).rejects.toThrow('ENOENT');
  expect(clock.aheadSeconds()).toBe(0);
  expect(events).toEqual([]);
});
