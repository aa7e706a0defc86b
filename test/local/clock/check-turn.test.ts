import { checkTurn, secondsUntil } from '../../../local/clock/check-turn';
import { createRunClock } from '../../../local/clock/run-clock';

const DAY = 86_400;

test.each([0, -1])('a turn by %d seconds is rejected', (seconds) => {
  expect(() => checkTurn(createRunClock(), seconds)).toThrow('The clock only goes forward');
});

test('turns add up to ten years at most', () => {
  const clock = createRunClock();
  checkTurn(clock, 3_650 * DAY);
  clock.turn(3_649 * DAY);
  checkTurn(clock, DAY);
  expect(() => checkTurn(clock, DAY + 1)).toThrow('at most 3650 days ahead');
});

test('a turn to an instant shows it, or a later one by less than a second', () => {
  const clock = createRunClock({ stands: true });
  const shown = clock.now();
  expect(secondsUntil(clock, shown + 1)).toBe(1);
  expect(secondsUntil(clock, shown + 1_000)).toBe(1);
  expect(secondsUntil(clock, shown + 1_001)).toBe(2);
});

test('the current instant, an earlier one and one too far ahead are rejected', () => {
  const clock = createRunClock({ stands: true });
  const shown = clock.now();
  const iso = new Date(shown).toISOString();
  expect(() => secondsUntil(clock, shown)).toThrow(
    `The clock only goes forward, and it shows ${iso} already`,
  );
  expect(() => secondsUntil(clock, shown - 1)).toThrow('only goes forward');
  expect(() => secondsUntil(clock, shown + 3_650 * DAY * 1_000 + 1)).toThrow('at most 3650 days ahead');
});
