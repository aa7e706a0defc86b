/** Mutations of what keeps resets, imports and the end of second factors from weakening an account. */
import { type Mutation, testOf } from '../mutation';

const FACTORS = 'lambda/identity/factors';
const OPERATOR = 'lambda/identity/operator';
const SIGN_IN = `${FACTORS}/proofs/sign-in-after-reset`;
const STORE = `${OPERATOR}/factors/factor-administration.test.ts`;
const RESET = `${OPERATOR}/factors/reset-factors`;
const CANCEL = `${FACTORS}/management/cancel-factors-reset`;
const IMPORT = `${OPERATOR}/import/import-totp`;
const URI = `${OPERATOR}/import/otpauth-uri`;

export const factorResetMutations: readonly Mutation[] = [
  {
    defence: 'A reset of second factors waits for 24 hours',
    change: 'a date in the future is enough',
    file: `${FACTORS}/proofs/factors-reset.ts`,
    find: 'factorsResetAt !== undefined && factorsResetAt <= now',
    replace: 'factorsResetAt !== undefined && now > 0',
    caughtBy: testOf(`${SIGN_IN}.test.ts`, 'until the date, nothing changes'),
  },
  {
    defence: 'A reset that waits is requested for 24 hours later',
    change: 'the date is now',
    file: `${RESET}.ts`,
    find: 'now() + FACTORS_RESET_MS',
    replace: 'now() + FACTORS_RESET_MS * 0',
    caughtBy: testOf(`${RESET}.test.ts`, 'sets a date 24 hours ahead'),
  },
  {
    defence: 'A reset that was canceled removes nothing',
    change: 'the commit ignores the date',
    file: `${FACTORS}/proofs/factors-reset.ts`,
    find: "condition: '#factorsResetAt = :factorsResetAt AND ",
    replace: "condition: '(#factorsResetAt = :factorsResetAt OR attribute_exists(#factors)) AND ",
    caughtBy: testOf(STORE, 'a sign-in with a factor cancels it: no sign-in applies it afterwards'),
  },
  {
    defence: 'A second factor cancels a reset',
    change: 'the accepting write keeps the date',
    file: `${FACTORS}/factor-proof.ts`,
    find: "'#factorsResetAt': 'factorsResetAt',",
    replace: "'#factorsResetAt': 'factorsReset',",
    caughtBy: testOf(STORE, 'a sign-in with a factor cancels it: no sign-in applies it afterwards'),
  },
  {
    defence: 'The owner of a session cancels a reset',
    change: 'the date stays',
    file: `${CANCEL}.ts`,
    find: 'if (!(await deps.accountFactors.cancelReset(account))) return;',
    replace: 'if (deps.accountFactors === undefined) return;',
    caughtBy: testOf(`${CANCEL}.test.ts`, 'the owner of a session without a factor cancels the reset'),
  },
  {
    defence: 'The token of an ended session cancels no reset',
    change: 'the session not read',
    file: `${CANCEL}.ts`,
    find: 'if (!(await isSessionValid(deps, account, sid))) {',
    replace: "if (isSessionValid === undefined && sid === '') {",
    caughtBy: testOf(`${CANCEL}.test.ts`, 'a session that has ended cancels nothing'),
  },
  {
    defence: 'A reset of second factors is audited before it changes anything',
    change: 'the event comes last',
    file: `${RESET}.ts`,
    find: "    await recordAudit('operator_factors_reset', { sub, kind: isAtOnce ? 'at-once' : 'waiting' });\n",
    replace:
      "    void recordAudit('operator_factors_reset', { sub, kind: isAtOnce ? 'at-once' : 'waiting' }).catch(() => {});\n",
    caughtBy: testOf(`${RESET}.test.ts`, 'nothing changes when the event cannot be written'),
  },
  {
    defence: 'No factors are reset without a notice to the user',
    change: 'a queue that takes no notice is ignored',
    file: `${RESET}.ts`,
    find: '    const isNoticed = await sendNotice(account, isAtOnce);\n',
    replace: '    const isNoticed = await sendNotice(account, isAtOnce).catch(() => false);\n',
    caughtBy: testOf(`${RESET}.test.ts`, 'nothing changes when the queue takes no notice'),
  },
  {
    defence: 'A stage without second factors never accepts the password alone of an account that has one',
    change: 'the refusal returns',
    file: `${FACTORS}/proofs/refuse-second-factor.ts`,
    find: "    throw new SecondFactorUnavailableError('The stage checks no second factor');\n",
    replace:
      "    void new SecondFactorUnavailableError('The stage checks no second factor');\n    return undefined;\n",
    caughtBy: testOf(`${SIGN_IN}.test.ts`, 'the password of an account with a second factor is never enough'),
  },
  {
    defence: 'An imported account never exists without its second factor',
    change: 'the account is created without it',
    file: `${IMPORT}.ts`,
    find: 'await create({ ...account, factors, secondFactorSince: addedAt });',
    replace: 'await create({ ...account, ...(!factors && { secondFactorSince: addedAt }) });',
    caughtBy: testOf(`${IMPORT}.test.ts`, 'the account has its second factor from the start'),
  },
  {
    defence: 'A code of the time of an import is not accepted',
    change: 'every code is new',
    file: `${IMPORT}.ts`,
    find: 'Math.floor(addedAt / STEP_MS) + 1',
    replace: 'Math.floor(addedAt / STEP_MS) - 2',
    caughtBy: testOf(
      `${IMPORT}.test.ts`,
      'a code that the other system may have accepted is not accepted again',
    ),
  },
  {
    defence: 'An imported secret has at least 80 bits',
    change: 'shorter ones accepted',
    file: `${URI}.ts`,
    find: 'const MIN_BYTES = 10;',
    replace: 'const MIN_BYTES = 1;',
    caughtBy: testOf(`${URI}.test.ts`, 'a secret of 72 bits'),
  },
];
