/** Mutations of what a stage with passkeys grants and accepts. */
import { type Mutation, testOf } from '../mutation';

const RULES = 'lib/stages/rules/passkey-rules';
const GRANTS = 'lib/stack/passkeys/grant-passkeys';
const rule = (name: string) => testOf(`${RULES}.test.ts`, name);
const grant = (name: string) => testOf(`${GRANTS}.test.ts`, name);

export const passkeyStagesMutations: readonly Mutation[] = [
  {
    defence: '`factors` gives no account a password',
    change: '`factors` may name the hash',
    file: 'lib/stack/factors/grant-factors.ts',
    find: "const PASSKEY_ATTRIBUTES = ['passkeys'];",
    replace: "const PASSKEY_ATTRIBUTES = ['passkeys', 'passwordHash'];",
    caughtBy: grant('may name the passkeys only then, and never the password'),
  },
  {
    defence: 'Without passkeys, `factors` changes none',
    change: '`factors` may always name them',
    file: 'lib/stack/factors/grant-factors.ts',
    find: '...(passkeys ? PASSKEY_ATTRIBUTES : [])',
    replace: '...PASSKEY_ATTRIBUTES',
    caughtBy: grant('may name the passkeys only then, and never the password'),
  },
  {
    defence: 'Only a stage whose sign-up takes passkeys lets `auth` store them',
    change: '`auth` may always store them',
    file: `${GRANTS}.ts`,
    find: "...(signUp ? ['dynamodb:PutItem'] : []),",
    replace: "...(signUp || auth ? ['dynamodb:PutItem'] : []),",
    caughtBy: grant('auth uses and deletes passkeys, and adds them only with a sign-up'),
  },
  {
    defence: 'Grants of passkeys arrive one release before their routes',
    change: '`alsoGrant` grants nothing',
    file: 'lib/stack/grant-settings.ts',
    find: '[settings.passkeys, settings.alsoGrant.passkeys]',
    replace: '[settings.passkeys]',
    caughtBy: grant('with alsoGrant the grants exist before the routes and after them'),
  },
  {
    defence: 'Passkeys need second factors, for step-ups and recovery codes',
    change: 'a stage without them is accepted',
    file: `${RULES}.ts`,
    find: "secondFactor }) => secondFactor !== 'off'",
    replace: 'secondFactor }) => secondFactor !== undefined',
    caughtBy: rule('a stage without second factors and '),
  },
  {
    defence: 'No page without TLS uses passkeys, but on the machine of the browser',
    change: 'any scheme accepted',
    file: `${RULES}.ts`,
    find: "    origin.startsWith('https://') &&\n",
    replace: '',
    caughtBy: rule('the origin '),
  },
  {
    defence: 'Only pages of the relying party use its passkeys, and those that it names',
    change: 'other origins accepted',
    file: `${RULES}.ts`,
    find: 'origins === undefined || listUncovered(settings).length === 0,\n  ),',
    replace: 'origins === undefined || listUncovered(settings).length >= 0,\n  ),',
    caughtBy: rule(', which the id does not cover'),
  },
  {
    defence: 'A relying party covers its own subdomains alone',
    change: 'the end of a name is enough',
    file: 'lib/stages/factors/relying-party.ts',
    find: 'host.endsWith(`.',
    replace: 'host.endsWith(`',
    caughtBy: rule(', which the id does not cover'),
  },
  {
    defence: 'Origins of browsers that get responses may use passkeys only if the relying party covers them',
    change: '`corsOrigins` is not checked',
    file: `${RULES}.ts`,
    find: 'settings.passkeys.origins !== undefined ||\n      listUncovered(settings).length === 0,',
    replace: 'settings.passkeys.origins !== undefined ||\n      listUncovered(settings).length >= 0,',
    caughtBy: rule(' in corsOrigins'),
  },
  {
    defence: 'A published origin is one that may use passkeys',
    change: 'any origin is published',
    file: `${RULES}.ts`,
    find: 'listPasskeyOrigins(settings).includes(origin) && isHttps',
    replace: 'isHttps',
    caughtBy: rule('that are not in origins'),
  },
  {
    defence: '`*` in `corsOrigins` is not an origin of passkeys',
    change: 'every origin of the setting is taken',
    file: 'lib/stages/factors/relying-party.ts',
    find: "corsOrigins.filter((origin) => origin !== '*')",
    replace: 'corsOrigins',
    caughtBy: rule('any origin, of which none may use passkeys'),
  },
  {
    defence: 'A move to a domain never ends the relying party',
    change: 'a host of API Gateway accepted',
    file: `${RULES}.ts`,
    find: '!/(^|\\.)execute-api\\./.test(rpId)',
    replace: "rpId !== 'execute-api'",
    caughtBy: rule('the host that API Gateway gives to the API'),
  },
];
