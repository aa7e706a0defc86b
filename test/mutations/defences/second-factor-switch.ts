/** Mutations of what keeps the second factor of an account on while it has a factor, and as its user wants it. */
import { type Mutation, testOf } from '../mutation';

const folder = 'lambda/identity/passkeys';
const STORE = `${folder}/account-passkeys.ts`;
const SWITCH = `${folder}/management/second-factor-switch`;
const store = (name: string) => testOf(`${folder}/account-passkeys.test.ts`, name);
const onOff = (name: string) => testOf(`${SWITCH}.test.ts`, name);

export const secondFactorSwitchMutations: readonly Mutation[] = [
  {
    defence: 'A removal requires the switch of the second factor that was read',
    change: 'the commit ignores a switch that was turned on',
    file: STORE,
    find: "since === undefined ? 'attribute_not_exists(#since)' : '#since = :since',\n      count",
    replace:
      "since === undefined ? '(attribute_not_exists(#since) OR attribute_exists(#since))' : '#since = :since',\n      count",
    caughtBy: store('a removal requires the second factor and the authenticator apps that were read'),
  },
  {
    defence: 'Without a factor, the second factor is off',
    change: 'it stays on without the last passkey',
    file: STORE,
    find: 'const turnsOff = count === 1 &&',
    replace: 'const turnsOff = count === 0 &&',
    caughtBy: store('with the last factor, the second factor and its recovery codes go'),
  },
  {
    defence: 'The last authenticator app leaves the second factor on while a passkey is left',
    change: 'the passkey ignored',
    file: 'lambda/identity/factors/account-factors.ts',
    find: 'const turnsOff = isLast && !keepsOn;',
    replace: 'const turnsOff = isLast;',
    caughtBy: store('the last authenticator app leaves the second factor on while a passkey is left'),
  },
  {
    defence: 'The last authenticator app is removed only for the passkeys that were read',
    change: 'the commit ignores the passkeys',
    file: 'lambda/identity/factors/account-factors.ts',
    find: "keepsOn ? 'attribute_exists(#passkeys)' : 'attribute_not_exists(#passkeys)'",
    replace:
      "keepsOn ? '(attribute_exists(#passkeys) OR attribute_not_exists(#passkeys))' : 'attribute_not_exists(#passkeys)'",
    caughtBy: store(
      'the last authenticator app is not removed when the passkeys have changed what that means',
    ),
  },
  {
    defence: 'The second factor is turned on once, with one set of recovery codes',
    change: 'the commit accepts one that is on',
    file: STORE,
    find: "conditions: ['attribute_not_exists(#since)', 'attribute_exists(#proofs)'],",
    replace:
      "conditions: ['(attribute_not_exists(#since) OR attribute_exists(#since))', 'attribute_exists(#proofs)'],",
    caughtBy: store('the second factor is turned on once, with a passkey or an authenticator app'),
  },
  {
    defence: 'The second factor is turned on only with a factor',
    change: 'the commit does not require it',
    file: STORE,
    find: "'attribute_exists(#proofs)'],",
    replace: "'(attribute_exists(#proofs) OR attribute_not_exists(#proofs))'],",
    caughtBy: store('the second factor is turned on once, with a passkey or an authenticator app'),
  },
  {
    defence: 'An authenticator app confirms the switch of the second factor that was read',
    change: 'the commit ignores the switch',
    file: 'lambda/identity/factors/account-factors.ts',
    find: "turnsOn ? 'attribute_not_exists(#since)' : 'attribute_exists(#since)',",
    replace:
      "turnsOn ? '(attribute_not_exists(#since) OR attribute_exists(#since))' : '(attribute_exists(#since) OR attribute_not_exists(#since))',",
    caughtBy: store('an authenticator app joins a second factor that is on by passkeys'),
  },
  {
    defence: 'A stage that requires a second factor turns none off',
    change: 'the setting ignored',
    file: `${SWITCH}.ts`,
    find: "if (secondFactor === 'required') throw",
    replace: "if (secondFactor !== 'required') throw",
    caughtBy: onOff('a stage that requires a second factor does not turn it off'),
  },
  {
    defence: 'With the second factor, its recovery codes go',
    change: 'the codes stay',
    file: STORE,
    find: "join(', ')}`,\n          names: SECOND_FACTOR,",
    replace:
      "filter((name) => name !== '#codes').join(', ')}`,\n          names: (({ '#codes': _, ...names }) => names)(SECOND_FACTOR),",
    caughtBy: store('with the second factor, authenticator apps and recovery codes go, and passkeys stay'),
  },
  {
    defence: 'The secrets of authenticator apps go with the second factor',
    change: 'they stay stored',
    file: `${SWITCH}.ts`,
    find: 'await factorSecrets.delete(sub, id);',
    replace: '{ }',
    caughtBy: onOff('turns the second factor off: apps and codes go, passkeys stay'),
  },
  {
    defence: 'A user hears that the second factor was turned off',
    change: 'the notice left out',
    file: `${SWITCH}.ts`,
    find: "      notify('factor-removed', account);\n",
    replace: '',
    caughtBy: onOff('turns the second factor off: apps and codes go, passkeys stay'),
  },
];
