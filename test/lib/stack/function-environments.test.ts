/** What the functions know of the e-mail policy of their stage. */
import type { EmailSettings } from '../../../lib/stages/email-settings';
import type { StageSettings } from '../../../lib/stages/stage-settings';
import { stageSettings } from '../../../lib/stages/stages';
import { small, synthStage } from '../../support/synth-stack';

const email = stageSettings('dev').email as EmailSettings;
const required = { ...email, policy: 'required' as const };

function variablesOf(settings: Partial<StageSettings>) {
  const functions = Object.entries(
    synthStage('dev', { ...small, ...settings }).findResources('AWS::Lambda::Function'),
  );
  return (name: string) => {
    const found = functions.find(([id]) => id.startsWith(`${name}Handler`));
    const { EMAIL_POLICY: policy, SIGN_UP_EMAIL: signUp } = found?.[1].Properties.Environment.Variables ?? {};
    return { policy, signUp };
  };
}

test.each<[string, Partial<StageSettings>, object, object]>([
  ['without e-mail', { email: undefined }, {}, {}],
  ['without a policy', { email }, { signUp: 'optional' }, { signUp: 'optional' }],
  ['without an address at the sign-up', { email: { ...email, signUp: 'refused' } }, {}, {}],
  [
    'before the policy',
    { email, alsoGrant: { email: required } },
    { policy: 'announced', signUp: 'optional' },
    { signUp: 'optional' },
  ],
  [
    'with the policy',
    { email: required },
    { policy: 'required', signUp: 'required' },
    { policy: 'required', signUp: 'required' },
  ],
  ['before e-mail', { email: undefined, alsoGrant: { email: required } }, {}, {}],
])('%s', (_what, settings, auth, discovery) => {
  const read = variablesOf(settings);
  expect([read('Auth'), read('Discovery'), read('Authorizer')]).toEqual([auth, discovery, {}]);
});
