import { existsSync } from 'node:fs';
import { authorizerEntry } from '../../../../lib/stack/email/authorizer-entry';
import { lambdaFile } from '../../../../lib/stack/on-demand-files';
import type { EmailSettings } from '../../../../lib/stages/email-settings';
import { stageSettings } from '../../../../lib/stages/stages';

const email = stageSettings('test').email as EmailSettings;

test.each([
  ['immediate', undefined, 'authorizer/handler.ts'],
  ['on-expiry', 'optional', 'authorizer/on-expiry-handler.ts'],
  ['immediate', 'required', 'authorizer/verified/handler.ts'],
  ['on-expiry', 'required', 'authorizer/verified/on-expiry-handler.ts'],
] as const)('with revocation %s and policy %s the entry is %s', (revocation, policy, entry) => {
  const settings = { revocation, email: policy && { ...email, policy } };
  expect(authorizerEntry(settings)).toBe(entry);
  expect(existsSync(lambdaFile(entry))).toBe(true);
});
