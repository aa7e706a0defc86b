import { createPace, parseRate } from '../../../bin/transfer/pace';

function createClock() {
  const clock = {
    millis: 1_000,
    now: () => clock.millis,
    sleep: async (millis: number) => {
      clock.millis += millis;
    },
  };
  return clock;
}

test('items take their time, except the first ones', async () => {
  const clock = createClock();
  const pace = createPace(100, clock);
  await pace(25);
  expect(clock.millis).toBe(1_000);
  for (let n = 0; n < 4; n++) await pace(25);
  expect(clock.millis).toBe(2_000);
});

test('a pause is not followed by a burst', async () => {
  const clock = createClock();
  const pace = createPace(100, clock);
  await pace(25);
  clock.millis += 60_000;
  const before = clock.millis;
  for (let n = 0; n < 5; n++) await pace(25);
  expect(clock.millis - before).toBe(1_000);
});

test.each(['0', '-1', '1.5', '1e3', '', '10000000'])('%j is not a rate', (text) => {
  expect(() => parseRate(text)).toThrow(
    `--rate ${JSON.stringify(text)} is not valid: it must be a whole number, 1 or greater`,
  );
});

test('a rate is a number', () => {
  expect(parseRate('500')).toBe(500);
});
