/** Mutations of what keeps a response of an authenticator from being used twice, later, or elsewhere. */
import { type Mutation, testOf } from '../mutation';

const folder = 'lambda/identity/passkeys';
const item = `${folder}/ceremony-item.ts`;
const store = (name: string) => testOf(`${folder}/ceremonies.test.ts`, name);
const stored = (name: string) => testOf(`${folder}/passkeys.test.ts`, name);
const registration = (name: string) => testOf(`${folder}/management/register-passkey.test.ts`, name);
const challenge = (name: string) => testOf('lambda/identity/factors/proofs/answer-by-passkey.test.ts', name);
const stepUp = (name: string) => testOf('lambda/identity/factors/proofs/step-up-by-passkey.test.ts', name);

const BOUND = 'a ceremony is bound to its session, its account and its security version';

export const passkeyCeremoniesMutations: readonly Mutation[] = [
  {
    defence: 'A ceremony of one purpose is none of another',
    change: 'the purpose ignored',
    file: item,
    find: "'purpose = :purpose AND validUntil > :now'",
    replace: "'(purpose = :purpose OR attribute_exists(purpose)) AND validUntil > :now'",
    caughtBy: store('a ceremony that has expired, or has another purpose, is not used'),
  },
  {
    defence: 'A ceremony is used once',
    change: 'it is stored again after its use',
    file: item,
    find: '  const ceremony = toCeremony(written.attributes, purpose);',
    replace:
      '  await table.put({ Item: { ...key, ...written.attributes } });\n  const ceremony = toCeremony(written.attributes, purpose);',
    caughtBy: store(' is used once, also in parallel'),
  },
  {
    defence: 'A ceremony expires, also while the table still holds it',
    change: 'any time is accepted',
    file: item,
    find: "AND validUntil > :now',\n    ExpressionAttributeValues: toAttributes({ ':purpose': purpose, ':now': now }),\n    ReturnValues: 'ALL_OLD',\n  });\n  if (!written.isApplied) return undefined;\n  const ceremony = toCeremony(written.attributes, purpose);\n  return ceremony.validUntil > now ? ceremony : undefined;",
    replace:
      "AND validUntil > :now',\n    ExpressionAttributeValues: toAttributes({ ':purpose': purpose, ':now': 0 }),\n    ReturnValues: 'ALL_OLD',\n  });\n  if (!written.isApplied) return undefined;\n  return toCeremony(written.attributes, purpose);",
    caughtBy: store('a ceremony that has expired, or has another purpose, is not used'),
  },
  {
    defence: 'The table holds no id of a ceremony',
    change: 'ids stored as they are',
    file: `${folder}/ceremony.ts`,
    find: "return createHash('sha256').update(id).digest('base64url');",
    replace: "return createHash('sha256').update(id).digest('base64url') && id;",
    caughtBy: testOf(
      `${folder}/sign-in/sign-in-with-passkey.test.ts`,
      'names no account, no credential and no passkey',
    ),
  },
  {
    defence: 'A ceremony has one id',
    change: 'any text is digested',
    file: `${folder}/ceremony.ts`,
    find: "/^[\\w-]{43}$/.test(ceremonyId) ? ceremonyId : ''",
    replace: "/^[\\w-]{43}/.test(ceremonyId) ? ceremonyId.slice(0, 43) : ''",
    caughtBy: store('the digest of an id is that of no other text'),
  },
  {
    defence: 'A ceremony that adds a passkey belongs to its session',
    change: 'any session of the account completes it',
    file: `${folder}/management/register-passkey.ts`,
    find: 'ceremony?.sid !== sid',
    replace: 'ceremony?.sid === undefined',
    caughtBy: registration('refuses a ceremony of another session of the account, and uses it up'),
  },
  {
    defence: 'A ceremony that adds a passkey belongs to the security version under which it began',
    change: 'any version accepted',
    file: `${folder}/management/register-passkey.ts`,
    find: 'ceremony.securityVersion !== securityVersion',
    replace: 'ceremony.securityVersion > securityVersion',
    caughtBy: registration('refuses a ceremony of another security version'),
  },
  {
    defence: 'A session has one ceremony that adds a passkey',
    change: 'earlier ones stay open',
    file: `${folder}/registration-ceremonies.ts`,
    find: 'byAge.slice(0, -1)',
    replace: 'byAge.slice(0, 0)',
    caughtBy: stored('keep the last ceremony of their account only'),
  },
  {
    defence: 'A ceremony of a step-up belongs to its session',
    change: 'any session of the account accepted',
    file: `${folder}/sign-in/create-passkey-proofs.ts`,
    find: '&& ceremony.sid === sid &&',
    replace: "&& sid !== '' &&",
    caughtBy: stepUp(BOUND),
  },
  {
    defence: 'A ceremony of a step-up belongs to the security version under which it began',
    change: 'any version accepted',
    file: `${folder}/sign-in/create-passkey-proofs.ts`,
    find: ' && ceremony.securityVersion === securityVersion',
    replace: ' && securityVersion > 0',
    caughtBy: stepUp(BOUND),
  },
  {
    defence: 'A ceremony of a step-up belongs to its account',
    change: 'that of another account accepted',
    file: `${folder}/sign-in/create-passkey-proofs.ts`,
    find: 'ceremony?.sub === sub && ceremony.sid',
    replace: "ceremony !== undefined && sub !== '' && ceremony.sid",
    caughtBy: stepUp('a ceremony of another account is refused, also with the id of the session'),
  },
  {
    defence: 'A sign-up creates the account of the name that it began with',
    change: 'any name accepted',
    file: `${folder}/sign-up/sign-up-with-passkey.ts`,
    find: 'ceremony.name !== normalised',
    replace: "normalised === ''",
    caughtBy: testOf(
      `${folder}/sign-up/sign-up-with-passkey.test.ts`,
      'a ceremony works once, for its own name, and no longer than five minutes',
    ),
  },
  {
    defence: 'A challenge takes one passkey',
    change: 'the challenge stays',
    file: 'lambda/identity/factors/proofs/answer-by-passkey.ts',
    find: 'await challenges.use(digest, PURPOSE, now());',
    replace: 'await challenges.find(digest, PURPOSE);',
    caughtBy: challenge(
      'a challenge is used up by a passkey: once, also twice at once, and by one that is refused',
    ),
  },
  {
    defence: 'A challenge that adds the first factor takes no passkey',
    change: 'the purpose of the challenge ignored',
    file: 'lambda/identity/factors/second-factor-challenges.ts',
    find: "const IS_OPEN = 'purpose = :purpose AND",
    replace: "const IS_OPEN = '(purpose = :purpose OR attribute_exists(purpose)) AND",
    caughtBy: testOf(
      'lambda/identity/factors/second-factor-challenges.test.ts',
      'is used up once, also in parallel',
    ),
  },
];
