/** Mutations of what keeps a passkey with its account, and an account with a way in. */
import { type Mutation, testOf } from '../mutation';

const folder = 'lambda/identity/passkeys';
const STORE = `${folder}/account-passkeys.ts`;
const REMOVE = `${folder}/management/remove-passkey`;
const REGISTER = `${folder}/management/register-passkey`;
const store = (name: string) => testOf(`${folder}/account-passkeys.test.ts`, name);
const removal = (name: string) => testOf(`${REMOVE}.test.ts`, name);
const registration = (name: string) => testOf(`${REGISTER}.test.ts`, name);

export const passkeyManagementMutations: readonly Mutation[] = [
  {
    defence: 'A change of passkeys needs a step-up',
    change: 'the first request needs none',
    file: `${folder}/management/begin-registration.ts`,
    find: 'await authorizeFactorChange(deps, caller);',
    replace: 'await authorizeFactorChange({ ...deps, reauthenticationSeconds: Infinity }, caller);',
    caughtBy: testOf(
      `${folder}/management/begin-registration.test.ts`,
      'an authentication that is not recent begins nothing',
    ),
  },
  {
    defence: 'An ended session adds no passkey',
    change: 'its account is found without it',
    file: `${REGISTER}.ts`,
    find: 'await authorizeFactorChange(deps, caller);',
    replace: '(await deps.accounts.find(caller.sub)) as Account;',
    caughtBy: registration('an ended session registers nothing'),
  },
  {
    defence: 'A passkey is a way in only if its user was verified',
    change: 'every passkey is added as one',
    file: `${REGISTER}.ts`,
    find: 'verifiesUser: verified.isUserVerified',
    replace: 'verifiesUser: verified.isUserVerified || true',
    caughtBy: registration('a passkey whose user was not verified is added as a second factor only'),
  },
  {
    defence: 'An account has at most 20 passkeys',
    change: 'counted only when an addition begins',
    file: `${REGISTER}.ts`,
    find: 'if (Object.keys(own).length >= MAX_PASSKEYS)',
    replace: 'if (Object.keys(own).length > MAX_PASSKEYS)',
    caughtBy: registration('refuses the 21st passkey, also if its ceremony began before the 20th'),
  },
  {
    defence: 'Parallel additions do not exceed the limit of passkeys',
    change: 'the commit does not count them',
    file: STORE,
    find: "['size(#passkeys) = :count', 'attribute_not_exists(#passkeys.#id)'],",
    replace: "['size(#passkeys) >= :count', 'attribute_not_exists(#passkeys.#id)'],",
    caughtBy: store('the first passkey and others are added once each, and change nothing else'),
  },
  {
    defence: 'A first passkey replaces no other',
    change: 'the commit accepts passkeys that were not read',
    file: STORE,
    find: "? ['attribute_not_exists(#passkeys)']",
    replace: "? ['(attribute_not_exists(#passkeys) OR attribute_exists(#passkeys))']",
    caughtBy: store('of parallel first passkeys, one is added'),
  },
  {
    defence: 'A credential belongs to one account',
    change: 'an account that has it does not keep it',
    file: `${folder}/reserve-credential.ts`,
    find: 'now, holds: holdsPasskey }',
    replace: 'now, holds: () => false }',
    caughtBy: testOf(`${folder}/reserve-credential.test.ts`, 'a credential that another account '),
  },
  {
    defence: 'An account has a credential once, and its stored key stays',
    change: 'the account reserves it again',
    file: `${folder}/reserve-credential.ts`,
    find: '!holdsPasskey(account, id) &&\n',
    replace: '',
    caughtBy: registration('refuses a credential that the account has: its stored key stays'),
  },
  {
    defence: 'A reservation that an account may rely on stays',
    change: 'every abandoned one is released',
    file: `${folder}/reserve-credential.ts`,
    find: 'if (!isKept) await credentials',
    replace: 'if (!isKept || isKept) await credentials',
    caughtBy: testOf(
      `${folder}/reserve-credential.test.ts`,
      'an abandoned reservation is released once its account cannot get the passkey any more',
    ),
  },
  {
    defence: 'No passkey changes under another security version',
    change: 'any version accepted',
    file: STORE,
    find: "['#state = :active', '#version = :version', ...conditions]",
    replace: "['#state = :active', '#version >= :version', ...conditions]",
    caughtBy: store('nothing changes under another security version, or of an account that is not active'),
  },
  {
    defence: 'No passkey changes of an account that is not active',
    change: 'any state accepted',
    file: STORE,
    find: "['#state = :active', '#version",
    replace: "['(#state = :active OR attribute_exists(#state))', '#version",
    caughtBy: store('nothing changes under another security version, or of an account that is not active'),
  },
  {
    defence: 'The last way in cannot be removed',
    change: 'what is left is not asked for',
    file: `${REMOVE}.ts`,
    find: 'if (!keepsWayIn(account, id)) throw',
    replace: "if (!keepsWayIn(account, id) && id === '') throw",
    caughtBy: removal('only passkey'),
  },
  {
    defence: 'A passkey that verifies no user is not a way in',
    change: 'every passkey that is left counts',
    file: `${folder}/ways-in.ts`,
    find: 'left.some(([, { verifiesUser }]) => verifiesUser)',
    replace: 'left.length > 0',
    caughtBy: removal('only passkey that verifies its user'),
  },
  {
    defence: 'An account without a password has no way in by one',
    change: 'the marker counts as a password',
    file: `${folder}/ways-in.ts`,
    find: 'return hasPassword(account) || left',
    replace: "return account.passwordHash !== '' || left",
    caughtBy: removal('only passkey'),
  },
  {
    defence: 'Of two parallel removals of the last two ways in, one applies',
    change: 'the commit does not require the passkey that stays',
    file: STORE,
    find: "conditions: ['#passkeys.#kept.#verifiesUser = :true'],",
    replace:
      "conditions: ['(#passkeys.#kept.#verifiesUser = :true OR attribute_not_exists(#passkeys.#kept.#verifiesUser))'],",
    caughtBy: store('a passkey that replaces another way in does not allow the removal of the last one'),
  },
  {
    defence: 'A removal leaves as many passkeys as were read, without the one',
    change: 'the commit does not count them',
    file: STORE,
    find: "'size(#passkeys) = :count',\n            'attribute_exists(#passkeys.#id)',",
    replace: "'size(#passkeys) <= :count',\n            'attribute_exists(#passkeys.#id)',",
    caughtBy: store('removes one of two passkeys, then the last one, and nothing that is not there'),
  },
  {
    defence: 'A removal requires the authenticator apps that were read',
    change: 'the commit ignores the apps',
    file: STORE,
    find: "count === 0 ? 'attribute_not_exists(#factors)' : 'size(#factors) = :factorCount',",
    replace:
      "count === 0 ? '(attribute_not_exists(#factors) OR attribute_exists(#factors))' : 'size(#factors) <= :factorCount',",
    caughtBy: store('a removal requires the second factor and the authenticator apps that were read'),
  },
  {
    defence: 'The last factor stays where one is required, also if it is a passkey',
    change: 'the setting ignored',
    file: `${REMOVE}.ts`,
    find: "secondFactor === 'required' && isLastFactor(account)",
    replace: "secondFactor === 'never' && isLastFactor(account)",
    caughtBy: removal('a stage that requires a second factor keeps the last one, also if it is off'),
  },
  {
    defence: 'A user hears of an added passkey',
    change: 'the notice left out',
    file: `${REGISTER}.ts`,
    find: "    notify('passkey-added', account);\n",
    replace: '',
    caughtBy: registration('adds a passkey, with a notice and an event, and leaves the second factor off'),
  },
  {
    defence: 'A user hears of a removed passkey',
    change: 'the notice left out',
    file: `${REMOVE}.ts`,
    find: "      notify('passkey-removed', account);\n",
    replace: '',
    caughtBy: removal('removes a passkey with its pointer, with a notice and an event'),
  },
  {
    defence: 'A list deletes no passkey that is being added',
    change: 'every stored passkey without an entry deleted',
    file: `${folder}/management/delete-orphaned-passkeys.ts`,
    find: 'Object.hasOwn(own, id) || addedAt > settled',
    replace: 'Object.hasOwn(own, id) || addedAt > Infinity',
    caughtBy: testOf(
      `${folder}/management/list-passkeys.test.ts`,
      'deletes what an interrupted registration has left, once none can be in progress',
    ),
  },
  {
    defence: 'A list releases no credential of another account',
    change: 'the owner ignored',
    file: `${folder}/management/delete-orphaned-passkeys.ts`,
    find: 'if (pointer?.sub === sub && pointer',
    replace: "if (pointer && sub !== '' && pointer",
    caughtBy: testOf(
      `${folder}/management/list-passkeys.test.ts`,
      'does not release a credential that another account has',
    ),
  },
  {
    defence: 'An ended session renames nothing',
    change: 'the session is not looked up',
    file: `${folder}/management/rename-passkey.ts`,
    find: 'if (!(await isSessionValid(deps, account, caller.sid))) {',
    replace: "if (!(await isSessionValid(deps, account, caller.sid)) && id === '') {",
    caughtBy: testOf(`${folder}/management/rename-passkey.test.ts`, 'an ended session renames nothing'),
  },
];
