import { listFactorPolicies } from '../../../../lib/stages/factors/factor-settings';
import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';
import { validateStage } from '../../../../lib/stages/validate-stage';

const without: StageSettings = {
  ...stageSettings('dev'),
  secondFactor: 'off',
  trustedDevices: 'off',
  passkeys: undefined,
};
const validate = (settings: Partial<StageSettings>) => validateStage('dev', { ...without, ...settings });

test.each<[Partial<StageSettings>]>([
  [{}],
  [{ passwordMinLength: 15 }],
  [{ secondFactor: 'optional', passwordMinLength: 15 }],
  [{ secondFactor: 'required', passwordMinLength: 8 }],
  [{ secondFactor: 'optional', trustedDevices: 'on' }],
  [{ secondFactor: 'optional', trustedDevices: 'also-when-required' }],
  [{ secondFactor: 'required', trustedDevices: 'also-when-required' }],
  [{ secondFactor: 'optional', reservedConcurrency: { factors: 5 } }],
  [{ alsoGrant: { secondFactor: 'required' }, reservedConcurrency: { factors: 5 } }],
])('accepts %j', (settings) => {
  expect(() => validate(settings)).not.toThrow();
});

// NIST SP 800-63B-4 section 3.1.1.2
test.each<[string, Partial<StageSettings>]>([
  ['14 characters without second factors', { passwordMinLength: 14 }],
  ['14 characters with optional ones', { secondFactor: 'optional', passwordMinLength: 14 }],
  [
    '8 characters one release before they are required',
    { secondFactor: 'optional', alsoGrant: { secondFactor: 'required' }, passwordMinLength: 8 },
  ],
  ['7 characters with required ones', { secondFactor: 'required', passwordMinLength: 7 }],
  ['a fraction', { secondFactor: 'required', passwordMinLength: 8.5 }],
])('refuses passwords of %s', (_, settings) => {
  expect(() => validate(settings)).toThrow(
    "passwordMinLength must be a whole number from 15 up, or from 8 up with secondFactor: 'required'",
  );
});

const operators = 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/Operators_0123';

test.each<Partial<StageSettings>>([
  { secondFactor: 'optional', factorImportRoleArn: operators },
  { alsoGrant: { secondFactor: 'optional' }, factorImportRoleArn: operators },
])('accepts a role that imports: %j', (settings) => {
  expect(() => validate(settings)).not.toThrow();
});

test.each<[string, Partial<StageSettings>]>([
  ['in a stage without second factors', { factorImportRoleArn: operators }],
  ['that is a pattern', { secondFactor: 'optional', factorImportRoleArn: `${operators}*` }],
  ['that is a user', { secondFactor: 'optional', factorImportRoleArn: 'arn:aws:iam::111122223333:user/ada' }],
  [
    'that is a session',
    { secondFactor: 'optional', factorImportRoleArn: 'arn:aws:sts::111122223333:assumed-role/Operators/ada' },
  ],
  ['that is an account', { secondFactor: 'optional', factorImportRoleArn: '111122223333' }],
])('refuses a role %s', (_, settings) => {
  expect(() => validate(settings)).toThrow(
    'factorImportRoleArn must be the ARN of one IAM role, in a stage with second factors',
  );
});

test.each(['reservedConcurrency', 'provisionedConcurrency'] as const)(
  '%s cannot name a function that the stage does not have',
  (setting) => {
    expect(() => validate({ [setting]: { factors: 5 } })).toThrow(
      `${setting} must not name factors, which the stage does not have: secondFactor is off`,
    );
  },
);

test.each<[Partial<StageSettings>]>([
  [{ trustedDevices: 'on' }],
  [{ trustedDevices: 'also-when-required' }],
  [{ trustedDevices: 'on', alsoGrant: { secondFactor: 'optional' } }],
  [{ secondFactor: 'required', trustedDevices: 'on' }],
  [{ secondFactor: 'optional', trustedDevices: 'yes' as never }],
])('refuses %j', (settings) => {
  expect(() => validate(settings)).toThrow(
    "trustedDevices must be 'off', or 'on' with secondFactor: 'optional'",
  );
});

test('the policy of the stage comes before the one of another release', () => {
  expect(listFactorPolicies(without)).toEqual([]);
  const also = { ...without, alsoGrant: { secondFactor: 'required' as const } };
  expect(listFactorPolicies(also)).toEqual(['required']);
  expect(listFactorPolicies({ ...also, secondFactor: 'optional' })).toEqual(['optional', 'required']);
});
