/** Every page in the states that look different. Each text that a user or an app may choose is `hostile`. */
import { toQrSvg } from '../../../lambda/identity/factors/management/qr-svg';
import type { Look } from '../../../lambda/pages/look';
import type { PageModel, ShownSession } from '../../../lambda/pages/page-model';

/** A text that is dangerous in markup, in attributes and in addresses. */
export const hostile = `<script>alert("1")</script>'&lt;`;

/** A look with all members: a transparent image of one pixel, 1 x 1. */
export const fullLook: Look = {
  name: 'Ada & Söhne',
  accentColor: '#b3005e',
  logo: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  termsUrl: 'https://example.com/terms?a=1&b=2',
  privacyUrl: 'https://example.com/privacy',
  texts: { en: { 'signIn.words': hostile }, de: { 'signIn.words': hostile } },
};

const password = { minLength: 12, maxLength: 256 };
const at = '2026-11-23T01:45:50.078Z';
const later = '2026-11-24T18:12:03.501Z';
const returnTo = '/oauth2/authorize?client_id=app&state=%22%3E';
const passkey = { ceremonyId: hostile, options: { challenge: 'AQID', rpId: hostile, allowCredentials: [] } };
const qrSvg = toQrSvg('otpauth://totp/Latchkey:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Latchkey');
const totp = { id: hostile, secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', qrSvg };
const requestId = hostile;

const sessions: readonly ShownSession[] = [
  {
    id: '1',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ip: '2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff',
    createdAt: at,
    lastUsedAt: later,
    current: true,
  },
  { id: hostile, userAgent: hostile, ip: hostile, createdAt: at, lastUsedAt: later, current: false },
  {
    id: '3',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    createdAt: at,
    lastUsedAt: later,
    current: false,
  },
];

const signIn = { page: 'sign-in', hasPasskeys: true, hasEmail: true, hasSignUp: true, returnTo } as const;
const account = {
  page: 'account',
  username: hostile,
  createdAt: at,
  email: { address: hostile, pending: hostile, canRemove: true },
  hasPassword: true,
  password,
  sessions,
  trustedUntil: [at, later],
  hasFactors: true,
} as const;
const factors = {
  page: 'factors',
  apps: [{ id: hostile, name: hostile, addedAt: at, lastUsedAt: later }],
  passkeys: [
    { id: hostile, name: hostile, addedAt: at, lastUsedAt: later, synced: true, verifiesUser: true },
    { id: '2', name: 'Key', addedAt: at, synced: false, verifiesUser: false },
  ],
  isSecondFactorOn: true,
  isRequired: false,
  recoveryCodesLeft: 1,
} as const;
const confirm = {
  page: 'confirm',
  username: hostile,
  kinds: ['password', 'totp', 'recovery_code', 'passkey'],
  passkey,
  returnTo: '/account',
} as const;
const kinds = ['totp', 'recovery_code', 'passkey'] as const;

const refused = (code: string, action?: string, fields?: Readonly<Record<string, string>>) => ({
  problem: { code, action, fields, requestId },
});

/** The states by their names. */
export const pageStates = {
  'sign-in': signIn,
  'sign-in-smallest': { page: 'sign-in', hasPasskeys: false, hasEmail: false, hasSignUp: false },
  'sign-in-wrong': { ...signIn, ...refused('INVALID_CREDENTIALS'), values: { username: hostile } },
  'sign-in-throttled': {
    ...signIn,
    problem: { code: 'TOO_MANY_ATTEMPTS', retryAfter: 840 },
    values: { username: 'ada' },
  },
  'sign-in-temporary': {
    ...signIn,
    newPassword: password,
    values: { username: hostile },
    ...refused('VALIDATION_FAILED', 'password', { new_password: 'is a common password: choose another' }),
  },
  'sign-in-passkey-unknown': { ...signIn, ...refused('UNKNOWN_PASSKEY', 'passkey') },
  'sign-in-after-reset': { ...signIn, notice: 'password-reset' },
  'second-factor': {
    page: 'second-factor',
    kinds,
    passkey: { options: passkey.options },
    trustDays: 30,
    returnTo,
  },
  'second-factor-wrong': { page: 'second-factor', kinds, passkey, ...refused('INVALID_CODE', 'totp') },
  'second-factor-recovery-wrong': {
    page: 'second-factor',
    kinds: ['totp', 'recovery_code'],
    trustDays: 30,
    ...refused('INVALID_CODE', 'recovery_code'),
  },
  'second-factor-passkey': { page: 'second-factor', kinds: ['passkey'], passkey },
  enrolment: { page: 'enrolment', returnTo },
  'enrolment-begun': {
    page: 'enrolment',
    totp,
    needsEmailCode: true,
    ...refused('VALIDATION_FAILED', undefined, { email_code: hostile }),
  },
  'recovery-codes': {
    page: 'recovery-codes',
    codes: ['K7QM-2X9D-44QP', hostile, ...Array.from({ length: 8 }, (_, index) => `A7QM-2X9D-000${index}`)],
    next: returnTo,
  },
  'sign-up': { page: 'sign-up', email: 'optional', password, hasPasskeys: true, returnTo },
  'sign-up-refused': {
    page: 'sign-up',
    email: 'required',
    password,
    hasPasskeys: false,
    values: { username: hostile, email: hostile },
    ...refused('VALIDATION_FAILED', 'password', {
      username: 'must be 3 to 64 characters of a-z',
      email: 'must be an e-mail address, with',
      password: 'must be at least 12 characters long: a passphrase is easy to remember',
    }),
  },
  'sign-up-taken': {
    page: 'sign-up',
    password,
    hasPasskeys: false,
    values: { username: hostile },
    ...refused('USERNAME_TAKEN'),
  },
  'forgot-password': { page: 'forgot-password' },
  'reset-code': { page: 'reset-code', resetId: hostile, password },
  'reset-code-wrong': { page: 'reset-code', resetId: hostile, password, ...refused('INVALID_CODE') },
  confirm,
  'confirm-wrong': { ...confirm, ...refused('INVALID_CREDENTIALS', 'password') },
  account,
  'account-unverified': { ...account, sessions: [], hasFactors: false, mustVerify: true },
  'account-deleting': { ...account, sessions: [], hasFactors: false, isDeleting: true },
  'totp-enrolment-wrong': {
    page: 'totp-enrolment',
    totp: { id: hostile },
    ...refused('INVALID_CODE', 'confirm-totp'),
  },
  'account-new': {
    ...account,
    email: { canRemove: false },
    hasPassword: false,
    hasFactors: false,
    sessions: sessions.slice(0, 1),
    notice: 'username-changed',
  },
  'account-refused': {
    ...account,
    ...refused('INVALID_CURRENT_PASSWORD', 'change-password'),
  },
  'account-session-gone': { ...account, ...refused('NOT_FOUND', 'end-session'), values: { id: hostile } },
  factors,
  'factors-none': {
    ...factors,
    apps: [],
    passkeys: [],
    isSecondFactorOn: false,
    notice: 'passkey-removed',
    recoveryCodesLeft: 0,
  },
  'factors-registration': { ...factors, registration: passkey, resetAt: later, isRequired: true },
  'factors-refused': {
    ...factors,
    isSecondFactorOn: false,
    ...refused('VALIDATION_FAILED', 'rename-passkey', { name: 'must be 1 to 64 visible characters' }),
    values: { id: hostile, name: hostile },
  },
  'factors-passkey-needed': { ...factors, isSecondFactorOn: false, isRequired: true },
  'factors-last': { ...factors, ...refused('LAST_WAY_IN', 'remove-passkey'), values: { id: '2' } },
  'totp-enrolment': { page: 'totp-enrolment', totp, ...refused('INVALID_CODE', 'confirm-totp') },
  'signed-out': { page: 'signed-out', notice: 'account-deleted' },
  'error-expired': { page: 'error', problem: { code: 'FORM_EXPIRED', requestId }, next: '/sign-in' },
  'error-unknown': { page: 'error', problem: { code: hostile, requestId } },
} as const satisfies Readonly<Record<string, PageModel>>;
