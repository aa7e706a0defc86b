/** The rules for the second factors of a stage. */
import { listFactorPolicies } from '../factor-settings';
import { isArn, isCount, type StageRule } from './setting-rule';

export const factorRules: readonly StageRule[] = [
  {
    setting: 'passwordMinLength',
    // a password alone needs 15 characters, and together with a second factor 8: NIST SP 800-63B-4 section 3.1.1.2
    demand: "must be a whole number from 15 up, or from 8 up with secondFactor: 'required'",
    holds: ({ passwordMinLength, secondFactor }) =>
      isCount(passwordMinLength, secondFactor === 'required' ? 8 : 15),
  },
  {
    setting: 'factorImportRoleArn',
    demand: 'must be the ARN of one IAM role, in a stage with second factors',
    // a pattern or another kind of principal would let more principals encrypt
    holds: ({ factorImportRoleArn: arn, ...settings }) =>
      arn === undefined ||
      (listFactorPolicies(settings).length > 0 && isArn(arn, 'iam', undefined, /^role\/[\w+=,.@/-]+$/)),
  },
  ...(['reservedConcurrency', 'provisionedConcurrency'] as const).map(
    (setting): StageRule => ({
      setting,
      demand: 'must not name factors, which the stage does not have: secondFactor is off',
      holds: (settings) => settings[setting].factors === undefined || listFactorPolicies(settings).length > 0,
    }),
  ),
];
