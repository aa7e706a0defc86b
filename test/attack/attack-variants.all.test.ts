/** Plays the variants of the attacks of attack.test.ts that the default level leaves out, and its races with more instances. */
import { noLimits } from './limits';
import { playAttack } from './play-attack';
import { attacks } from './rows';
import { startTarget, type Target } from './target';
import { inAll } from './variants';

let target: Target;

beforeAll(async () => {
  target = await startTarget({ limits: noLimits, maxInstances: 4 });
});
afterAll(() => target.close());

describe.each(Object.entries(inAll(attacks)))('%s', (_title, rows) => {
  test.each(rows.map((row) => [row.requirement[0], row.attack, row] as const))('%s: %s', (_r, _a, row) =>
    playAttack(row, target),
  );
});
