import type { StageName } from '../../../lib/stages/stages';
import { stageToCreate, synthStacks, synthStacksAnew } from '../../support/synth-stack';

/** The last one has two stacks. */
const stages: readonly StageName[] = ['dev', 'prod', 'test', 'all-features'];

test.each(stages)('the stacks of %s are the same when they are synthesized again', (stage) => {
  const [first, again] = [synthStacks, synthStacksAnew].map((synth) =>
    synth(stageToCreate(stage)).map((template) => JSON.stringify(template.toJSON())),
  );
  expect(first?.length).toBeGreaterThan(0);
  expect(again).toEqual(first);
});
