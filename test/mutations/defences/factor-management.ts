/** Mutations of what keeps second factors in the hands of their user, who manages them. */
import { type Mutation, testOf } from '../mutation';

const FACTORS = 'lambda/identity/factors';
const AUTHORIZE = `${FACTORS}/authorize-factor-change`;
const ENROL = `${FACTORS}/management/enrol-totp`;
const REMOVE = `${FACTORS}/management/remove-factor`;
const REPLACE = `${FACTORS}/management/replace-recovery-codes`;
const ORPHANS = `${FACTORS}/management/delete-orphaned-secrets`;
const NAME = `${FACTORS}/management/factor-name`;
const SECRETS = `${FACTORS}/factor-secrets`;

export const factorManagementMutations: readonly Mutation[] = [
  {
    defence: 'A change of second factors requires a step-up',
    change: 'the authentication ignored',
    file: `${AUTHORIZE}.ts`,
    find: '  requireStepUp(deps, caller, account);\n',
    replace: '',
    caughtBy: testOf(`${AUTHORIZE}.test.ts`, 'an account with a factor must have used it'),
  },
  {
    defence: 'The token of an ended session changes no second factor',
    change: 'the session not read',
    file: `${AUTHORIZE}.ts`,
    find: 'if (!(await isSessionValid(deps, account, caller.sid))) {',
    replace: "if (isSessionValid === undefined && caller.sid === '') {",
    caughtBy: testOf(`${AUTHORIZE}.test.ts`, 'rejects the token of a session that has ended'),
  },
  {
    defence: 'One enrolment of an account can be confirmed',
    change: 'former enrolments kept',
    file: `${ENROL}.ts`,
    find: '    await deleteOtherEnrolments(sub);\n',
    replace: '',
    caughtBy: testOf(`${ENROL}.test.ts`, 'replaces the enrolment that waits for its code'),
  },
  {
    defence: 'An account has at most ten factors',
    change: 'the limit ignored',
    file: `${ENROL}.ts`,
    find: '>= MAX_FACTORS',
    replace: '>= MAX_FACTORS * 2',
    caughtBy: testOf(`${ENROL}.test.ts`, 'an account has at most ten factors'),
  },
  {
    defence: 'The secret of a factor is stored encrypted',
    change: 'the secret stored as it is',
    file: `${ENROL}.ts`,
    find: 'ciphertext: await cipher.encrypt({ sub, id, secret }),',
    replace: "ciphertext: cipher ? toBase32(secret) : '',",
    caughtBy: testOf(
      `${ENROL}.test.ts`,
      'returns a secret of 160 bits in three forms, and stores it encrypted',
    ),
  },
  {
    defence: 'No enrolment deletes the secret of a factor that is being confirmed',
    change: 'the condition left out',
    file: `${SECRETS}.ts`,
    find: "'attribute_exists(validUntil)'",
    replace: "'attribute_exists(pk)'",
    caughtBy: testOf(`${SECRETS}.test.ts`, 'deletes a secret only while its confirmation has not begun'),
  },
  {
    defence: 'No list deletes the secret of a factor that is being confirmed',
    change: 'every secret without a factor deleted',
    file: `${ORPHANS}.ts`,
    find: 'createdAt < settled',
    replace: 'createdAt <= now() + settled',
    caughtBy: testOf(`${ORPHANS}.test.ts`, 'keeps a secret whose confirmation may be about to name it'),
  },
  {
    defence: 'The last factor stays where one is required',
    change: 'the setting ignored',
    file: `${REMOVE}.ts`,
    find: "secondFactor === 'required' && ",
    replace: "secondFactor !== 'required' && ",
    caughtBy: testOf(`${REMOVE}.test.ts`, 'a stage that requires a second factor keeps the last one'),
  },
  {
    defence: 'A user hears of a removed factor',
    change: 'the notice left out',
    file: `${REMOVE}.ts`,
    find: "      notify('factor-removed', account);\n",
    replace: '',
    caughtBy: testOf(`${REMOVE}.test.ts`, 'the notice is due once the account has changed'),
  },
  {
    defence: 'A user hears of replaced recovery codes',
    change: 'the notice left out',
    file: `${REPLACE}.ts`,
    find: "      notify('recovery-codes-replaced', account);\n",
    replace: '',
    caughtBy: testOf(`${REPLACE}.test.ts`, 'returns ten new codes, whose digests replace the former ones'),
  },
  {
    defence: 'The table holds no recovery code',
    change: 'codes stored as they are',
    file: `${REPLACE}.ts`,
    find: 'codes.map((code) => digestRecoveryCode(sub, code))',
    replace: "codes.map((code) => (digestRecoveryCode(sub, code) === '' ? '' : code))",
    caughtBy: testOf(`${REPLACE}.test.ts`, 'returns ten new codes, whose digests replace the former ones'),
  },
  {
    defence: 'The name of a factor holds no character that hides or reorders text',
    change: 'such characters let through',
    file: `${NAME}.ts`,
    find: String.raw`\p{C}\p{Z}`,
    replace: String.raw`\p{Cn}\p{Z}`,
    caughtBy: testOf(`${NAME}.test.ts`, 'rejects '),
  },
];
