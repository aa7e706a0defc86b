/** Guessing, credential stuffing and account enumeration with the default limits of a stage. */
import { defaultLimits } from './limits';
import { playAttack } from './play-attack';
import { throttledAttacks } from './rows';
import { startTarget, type Target } from './target';
import { inDefault } from './variants';

let target: Target;

beforeAll(async () => {
  target = await startTarget({ limits: defaultLimits, stopsClock: true });
});
afterAll(() => target.close());

describe.each(Object.entries(inDefault(throttledAttacks)))('%s', (_title, rows) => {
  test.each(rows.map((row) => [row.requirement[0], row.attack, row] as const))('%s: %s', (_r, _a, row) =>
    playAttack(row, target),
  );
});
