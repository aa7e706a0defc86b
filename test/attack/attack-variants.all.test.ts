/** Plays the variants of the attacks of attack.test.ts that the default level leaves out. */
import { noLimits } from './limits';
import { playAttack } from './play-attack';
import { attacks } from './rows';
import { startTarget, type Target } from './target';
import { onlyInAll } from './variants';

let target: Target;

beforeAll(async () => {
  target = await startTarget({ limits: noLimits, maxInstances: 4 });
});
afterAll(() => target.close());

describe.each(Object.entries(onlyInAll(attacks)))('%s', (_title, rows) => {
  test.each(rows.map((row) => [row.requirement[0], row.attack, row] as const))('%s: %s', (_r, _a, row) =>
    playAttack(row, target),
  );
});
