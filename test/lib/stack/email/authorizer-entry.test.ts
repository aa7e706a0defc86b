import { existsSync } from 'node:fs';
import { authorizerEntry } from '../../../../lib/stack/email/authorizer-entry';
import { lambdaFile } from '../../../../lib/stack/on-demand-files';
import type { EmailSettings } from '../../../../lib/stages/email-settings';
import { stageSettings } from '../../../../lib/stages/stages';

const email = stageSettings('test').email as EmailSettings;

test.each([
  ['immediate', undefined, 0, 'authorizer/handler.ts'],
  ['on-expiry', 'optional', 0, 'authorizer/on-expiry-handler.ts'],
  ['immediate', 'required', 0, 'authorizer/verified/handler.ts'],
  ['on-expiry', 'required', 0, 'authorizer/verified/on-expiry-handler.ts'],
  ['immediate', undefined, 1, 'authorizer/step-up/handler.ts'],
  ['on-expiry', 'optional', 1, 'authorizer/step-up/on-expiry-handler.ts'],
  ['immediate', 'required', 1, 'authorizer/step-up/verified-handler.ts'],
  ['on-expiry', 'required', 1, 'authorizer/step-up/verified-on-expiry-handler.ts'],
] as const)(
  'with revocation %s, policy %s and %i step-ups the entry is %s',
  (revocation, policy, stepUps, entry) => {
    const settings = { revocation, email: policy && { ...email, policy } };
    const grants = stepUps === 0 ? {} : { stepUp: [{ maxAgeSeconds: 300, patterns: ['GET/x'] }] };
    expect(authorizerEntry(settings, grants)).toBe(entry);
    expect(existsSync(lambdaFile(entry))).toBe(true);
  },
);
