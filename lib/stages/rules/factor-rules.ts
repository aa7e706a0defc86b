/** The rules for the second factors of a stage. */
import {
  listFactorPolicies,
  type SecondFactorPolicy,
  type TrustedDevicePolicy,
} from '../factors/factor-settings';
import { isArn, isCount, type StageRule } from './setting-rule';

/** What `trustedDevices` may be, by `secondFactor`. */
const trustPoliciesOf: Readonly<Record<SecondFactorPolicy, readonly TrustedDevicePolicy[]>> = {
  off: ['off'],
  optional: ['off', 'on', 'also-when-required'],
  required: ['off', 'also-when-required'],
};

export const factorRules: readonly StageRule[] = [
  {
    setting: 'passwordMinLength',
    // a password alone needs 15 characters, and together with a second factor 8: NIST SP 800-63B-4 section 3.1.1.2
    demand: "must be a whole number from 15 up, or from 8 up with secondFactor: 'required'",
    holds: ({ passwordMinLength, secondFactor }) =>
      isCount(passwordMinLength, secondFactor === 'required' ? 8 : 15),
  },
  {
    setting: 'trustedDevices',
    demand:
      "must be 'off', or 'on' with secondFactor: 'optional', or 'also-when-required' with either secondFactor: 'optional' or 'required'",
    holds: ({ trustedDevices, secondFactor }) => trustPoliciesOf[secondFactor].includes(trustedDevices),
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
