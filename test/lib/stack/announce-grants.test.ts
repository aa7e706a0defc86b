import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { announceGrants } from '../../../lib/stack/announce-grants';
import type { StageSettings } from '../../../lib/stages/stage-settings';
import { createStack } from '../../support/synth-stack';

function announced(alsoGrant: StageSettings['alsoGrant']): string[] {
  const stack = createStack();
  announceGrants(stack, { alsoGrant });
  return Annotations.fromStack(stack)
    .findInfo('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
}

test('reports the next step for each grant', () => {
  expect(announced({ revocation: 'immediate', exampleRoutes: true })).toEqual([
    expect.stringContaining('alsoGrant holds revocation "immediate". Once this deploy has finished, switch'),
    expect.stringContaining('alsoGrant holds exampleRoutes true.'),
  ]);
});

test('reports nothing without such grants', () => {
  expect(announced({})).toEqual([]);
});
