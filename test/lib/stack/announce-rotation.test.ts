import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { announceRotation } from '../../../lib/stack/announce-rotation';
import type { SigningKeyEntry } from '../../../lib/stages/stage-settings';
import { createStack } from '../../support/synth-stack';

function announced(signingKeys: readonly SigningKeyEntry[]): string[] {
  const stack = createStack();
  announceRotation(stack, { signingKeys, jwksMaxAge: Duration.minutes(30) });
  return Annotations.fromStack(stack)
    .findInfo('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
}

test('reports the waiting time of each published key: the max-age of the key set, and an hour', () => {
  const lines = announced([
    { id: 'A', status: 'signing' },
    { id: 'B', status: 'published' },
  ]);
  expect(lines).toEqual([
    expect.stringContaining(
      'Signing key B is published. Wait 1 hour 30 minutes after this deploy before its status becomes "signing"',
    ),
  ]);
});

test('reports nothing if no key is published', () => {
  expect(
    announced([
      { id: 'A', status: 'retired' },
      { id: 'B', status: 'signing' },
    ]),
  ).toEqual([]);
});
