import { createRunClock } from '../../../local/clock/run-clock';

test('a clock that is not turned equals this machine’s clock, and leaves the Date header to Node', () => {
  const clock = createRunClock();
  const before = Date.now();
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  expect(clock.now()).toBeLessThanOrEqual(Date.now());
  expect(clock.aheadSeconds()).toBe(0);
  expect(clock.httpDate()).toBeUndefined();
});

test('turns add up, and the clock keeps running', () => {
  const clock = createRunClock();
  clock.turn(60);
  clock.turn(30);
  const before = Date.now();
  expect(clock.aheadSeconds()).toBe(90);
  expect(clock.now()).toBeGreaterThanOrEqual(before + 90_000);
  expect(clock.now()).toBeLessThanOrEqual(Date.now() + 90_000);
  expect(clock.httpDate()).toMatch(/ GMT$/);
});

test('a stopped clock moves only by turns', () => {
  const machine = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2027, 0, 1, 0, 0, 0, 700));
  const clock = createRunClock({ stands: true });
  machine.mockReturnValue(Date.UTC(2027, 0, 2));
  expect(new Date(clock.now()).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  clock.turn(1);
  expect(clock.httpDate()).toBe('Fri, 01 Jan 2027 00:00:01 GMT');
  machine.mockRestore();
});
