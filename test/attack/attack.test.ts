/** The attack suite: every row is one attack on a local run. attack-variants.all.test.ts has further variants. */
import { noLimits } from './limits';
import { playAttack } from './play-attack';
import { attacks } from './rows';
import { startTarget, type Target } from './target';
import { inDefault } from './variants';

let target: Target;

beforeAll(async () => {
  target = await startTarget({ limits: noLimits });
});
afterAll(() => target.close());

describe.each(Object.entries(inDefault(attacks)))('%s', (_title, rows) => {
  test.each(rows.map((row) => [row.requirement[0], row.attack, row] as const))('%s: %s', (_r, _a, row) =>
    playAttack(row, target),
  );
});
