/** The clock of a run as its functions see it. */
import { addAhead, createClockMemory } from '../../../local/clock/clock-memory';
import { endRuns, run } from './run-function';

const STANDS_AT = Date.UTC(2027, 0, 1) / 1_000;

afterEach(() => endRuns());

/** Runs a function whose clock is stopped at the beginning of 2027. */
async function runAt2027(source: string) {
  const clock = createClockMemory(STANDS_AT);
  const { call } = await run(source, { clock });
  return {
    clock,
    call: async (event: unknown) => {
      const result = await call(event);
      if (result.kind !== 'returned') throw new Error(JSON.stringify(result));
      return JSON.parse(result.payload);
    },
  };
}

test('every way to read the time sees a turn at once, even one that was stored while the module loaded', async () => {
  const { clock, call } = await runAt2027(`
    const { now } = Date;
    const loadedAt = now();
    class Deadline extends Date {}
    exports.handler = async () => [
      loadedAt, Date.now(), now(), new Date(), +new Deadline(), Date.parse(Date()), Reflect.construct(Date, []),
    ];`);
  const midnight = Date.UTC(2027, 0, 1);
  const iso = '2027-01-01T00:00:00.000Z';
  expect(await call({})).toEqual([midnight, midnight, midnight, iso, midnight, midnight, iso]);
  addAhead(clock, 3_600);
  const later = midnight + 3_600_000;
  const laterIso = '2027-01-01T01:00:00.000Z';
  expect(await call({})).toEqual([midnight, later, later, laterIso, later, later, laterIso]);
});

test('a waiting function sees a turn', async () => {
  const { clock, call } = await runAt2027(`
    exports.handler = async ({ until }) => {
      console.log('waiting');
      while (Date.now() < until) await new Promise(setImmediate);
      return Date.now();
    };`);
  const until = Date.UTC(2027, 0, 1, 1);
  const answer = call({ until });
  addAhead(clock, 3_600);
  expect(await answer).toBe(until);
});

test('new code of a function keeps the clock', async () => {
  const clock = createClockMemory(STANDS_AT);
  const { call, functions } = await run('exports.handler = async () => 0;', { clock });
  addAhead(clock, 60);
  const next = await run('exports.handler = async () => Date.now();');
  expect(await functions.replaceCode('Greeter', next.codePath)).toBe(true);
  expect(await call({})).toEqual({ kind: 'returned', payload: String((STANDS_AT + 60) * 1_000) });
});

test('dates behave as without the clock', async () => {
  const { call } = await runAt2027(`
    const { types } = require('node:util');
    class Deadline extends Date { get late() { return true; } }
    exports.handler = async () => {
      const date = new Date(0);
      return {
        dates: [date, new Date('2020-02-03'), new Date(2020, 1), new Date(2020, 1, 3, 4, 5, 6, 7), new Date(date)],
        invalid: String(new Date(undefined)),
        isOne: [date instanceof Date, types.isDate(date), structuredClone(date) instanceof Date, date.constructor === Date],
        derived: [new Deadline(0).late, new Deadline(0) instanceof Date, new Deadline(2020, 1)],
        statics: [Date.UTC(2020, 1), Date.parse('2020-02-03'), Date.name, Date.length, Object.keys(Date)],
        text: typeof Date(), enumerable: Object.keys(globalThis).includes('Date'),
      };
    };`);
  expect(await call({})).toEqual({
    dates: [
      '1970-01-01T00:00:00.000Z',
      '2020-02-03T00:00:00.000Z',
      '2020-02-01T00:00:00.000Z',
      '2020-02-03T04:05:06.007Z',
      '1970-01-01T00:00:00.000Z',
    ],
    invalid: 'Invalid Date',
    isOne: [true, true, true, true],
    derived: [true, true, '2020-02-01T00:00:00.000Z'],
    statics: [Date.UTC(2020, 1), Date.parse('2020-02-03'), 'Date', 7, []],
    text: 'string',
    enumerable: false,
  });
});

test('timers, performance and the remaining time use this machine’s clock', async () => {
  const { clock, call } = await runAt2027(`
    exports.handler = async (event, context) => {
      const began = performance.now();
      const left = context.getRemainingTimeInMillis();
      while (Date.now() === ${STANDS_AT * 1_000}) await new Promise((resolve) => setTimeout(resolve, 1));
      return { turned: true, isLeft: context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= left,
        ran: performance.now() - began < 43_200_000 };
    };`);
  const answer = call({});
  addAhead(clock, 86_400);
  expect(await answer).toEqual({ turned: true, isLeft: true, ran: true });
});
