import type { StageName } from '../../../lib/stages/stages';
import { stageToCreate, synthStacks, synthStacksAnew } from '../../support/synth-stack';

/** All stages except `dev`, which auth-stack.test.ts covers. The last one has two stacks. */
const stages: readonly StageName[] = ['prod', 'test', 'all-features'];

test.each(stages)('the stacks of %s are the same when they are synthesized again', (stage) => {
  const [first, again] = [synthStacks, synthStacksAnew].map((synth) =>
    synth(stageToCreate(stage)).map((template) => JSON.stringify(template.toJSON())),
  );
  expect(first?.length).toBeGreaterThan(0);
  expect(again).toEqual(first);
});
