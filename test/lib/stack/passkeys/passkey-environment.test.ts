import { passkeyEnvironment } from '../../../../lib/stack/passkeys/passkey-environment';
import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';
import { synthStage } from '../../../support/synth-stack';

const HOST = 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com';
const app = 'https://app.example.com';

const environmentOf = ({ customDomain, ...settings }: Partial<StageSettings>) =>
  passkeyEnvironment(
    { ...stageSettings('dev'), corsOrigins: [], ...settings, customDomain },
    customDomain?.name ?? HOST,
  );

const customDomain = { name: 'auth.example.com', certificateArn: 'x' };

test.each<[string, Partial<StageSettings>, string, readonly string[]]>([
  ['the host of the API', { passkeys: {} }, HOST, [`https://${HOST}`]],
  ['exact origins', { passkeys: {}, corsOrigins: [app] }, HOST, [`https://${HOST}`, app]],
  ['any origin', { passkeys: {}, corsOrigins: ['*'] }, HOST, [`https://${HOST}`]],
  ['the domain of the API', { passkeys: {}, customDomain }, 'auth.example.com', ['https://auth.example.com']],
  [
    'a domain above the API',
    { passkeys: { rpId: 'example.com', origins: [app, 'https://auth.example.com'] }, customDomain },
    'example.com',
    ['https://auth.example.com', app],
  ],
  ['a domain beside the API', { passkeys: { rpId: 'example.com', origins: [app] } }, 'example.com', [app]],
])('the relying party of %s', (_, settings, passkeyRpId, passkeyOrigins) => {
  expect(environmentOf(settings)).toEqual({ passkeyRpId, passkeyRpName: 'latchkey', passkeyOrigins });
});

test('authenticators show its own name if it has one', () => {
  expect(environmentOf({ passkeys: { rpName: 'Example' }, serviceName: 'Other' }).passkeyRpName).toBe(
    'Example',
  );
});

/** Returns the variables of passkeys by function. */
function variablesOf(settings: Partial<StageSettings>): Record<string, object> {
  const functions = Object.entries(synthStage('dev', settings).findResources('AWS::Lambda::Function'));
  return Object.fromEntries(
    functions.flatMap(([id, { Properties }]) => {
      const found = Object.entries(Properties.Environment?.Variables ?? {}).filter(([name]) =>
        /PASSKEY|RELATED/.test(name),
      );
      return found.length === 0 ? [] : [[id.replace(/Handler.*/, ''), Object.fromEntries(found)]];
    }),
  );
}

test('auth and factors learn the host of the API by its id alone, so that a local run can replace it', () => {
  const variables = variablesOf({});
  expect(Object.keys(variables)).toEqual(['Auth', 'Factors']);
  expect(variables.Auth).toEqual(variables.Factors);
  const host = [
    { Ref: expect.stringMatching(/^Api/) },
    '.execute-api.',
    { Ref: 'AWS::Region' },
    '.',
    { Ref: 'AWS::URLSuffix' },
  ];
  expect(variables.Auth).toEqual({
    PASSKEY_RP_ID: { 'Fn::Join': ['', host] },
    PASSKEY_RP_NAME: 'latchkey',
    PASSKEY_ORIGINS: {
      'Fn::Join': [
        '',
        [
          'https://',
          ...host.slice(0, -1),
          { Ref: 'AWS::URLSuffix' },
          ',http://localhost:3000,http://localhost:5173',
        ],
      ],
    },
  });
});

test('discovery learns the related origins where it publishes them', () => {
  const settings: Partial<StageSettings> = {
    corsOrigins: [app],
    customDomain: {
      ...customDomain,
      certificateArn: stageSettings('all-features').customDomain?.certificateArn ?? '',
    },
    passkeys: { relatedOrigins: [app] },
  };
  expect(variablesOf(settings).Discovery).toEqual({ RELATED_ORIGINS: app });
  expect(variablesOf({ ...settings, basePath: '/auth', pages: undefined })).not.toHaveProperty('Discovery');
});
