import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { announceRelatedOrigins } from '../../../../lib/stack/passkeys/announce-related-origins';
import { stageSettings } from '../../../../lib/stages/stages';
import { createStack } from '../../../support/synth-stack';

const passkeys = { rpId: 'example.com', relatedOrigins: ['https://app.example.net'] };

function announced(settings: Parameters<typeof announceRelatedOrigins>[1]): string[] {
  const stack = createStack();
  announceRelatedOrigins(stack, settings);
  return Annotations.fromStack(stack)
    .findInfo('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
}

test.each([
  ['at a host of another server', { passkeys }, 'example.com'],
  [
    'at the root of a domain with a base path',
    {
      ...stageSettings('all-features'),
      passkeys: { ...passkeys, rpId: 'auth.example.com' },
      basePath: '/auth',
    },
    'auth.example.com',
  ],
])('reports the file to publish %s', (_, settings, host) => {
  expect(announced(settings)).toEqual([
    expect.stringContaining(
      `Publish https://${host}/.well-known/webauthn as application/json, since this API does not answer there: {"origins":["https://app.example.net"]}`,
    ),
  ]);
});

test.each([
  ['where the API publishes them', stageSettings('all-features')],
  ['without related origins', { passkeys: { rpId: 'example.com' } }],
  ['without passkeys', {}],
])('reports nothing %s', (_, settings) => {
  expect(announced(settings)).toEqual([]);
});
