/** Plays the variants of the attacks of throttles.test.ts that the default level leaves out, and its races with more instances. */
import { defaultLimits } from './limits';
import { playAttack } from './play-attack';
import { throttledAttacks } from './rows';
import { startTarget, type Target } from './target';
import { inAll } from './variants';

let target: Target;

beforeAll(async () => {
  target = await startTarget({ limits: defaultLimits, maxInstances: 6, stopsClock: true });
});
afterAll(() => target.close());

describe.each(Object.entries(inAll(throttledAttacks)))('%s', (_title, rows) => {
  test.each(rows.map((row) => [row.requirement[0], row.attack, row] as const))('%s: %s', (_r, _a, row) =>
    playAttack(row, target),
  );
});
