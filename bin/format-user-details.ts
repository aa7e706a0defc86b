/** Formats an account for operators. */
import type { FailureCount, PasswordState, UserDetails } from '../lambda/identity/operator/views/user-view';

const passwordTexts: Readonly<Record<PasswordState, string>> = {
  set: 'set',
  imported: 'imported, hashed again at the next sign-in',
  'at-cognito': 'in Amazon Cognito, until the next sign-in',
  none: 'none: only passkeys sign in',
  temporary: 'temporary, must be changed at the next sign-in',
  expired: 'temporary and expired: set another one with users:set-password',
};

/** Returns one line for each fact about an account. */
export function formatUserDetails(user: UserDetails): string {
  const { sessions, passwordTemporaryUntil: until } = user;
  const facts: Readonly<Record<string, string>> = {
    username: user.username,
    sub: user.sub,
    state: user.state,
    created: user.createdAt,
    password: passwordTexts[user.password] + (until === undefined ? '' : ` (valid until ${until})`),
    ...formatEmails(user),
    scopes: user.scopes.join(' ') || 'none',
    sessions:
      sessions.lastUsedAt === undefined ? 'none' : `${sessions.count}, last used ${sessions.lastUsedAt}`,
    'known devices': String(user.devices),
    'failed sign-ins': formatFailures(user.failedSignIns),
    'failed changes': formatFailures(user.failedChanges),
    ...(user.passkeys !== undefined && { passkeys: String(user.passkeys) }),
    ...formatSecondFactor(user),
    ...(user.factorsResetAt !== undefined && {
      'factors reset': `factors and passkeys count as removed from ${user.factorsResetAt} on`,
    }),
  };
  const width = Math.max(...Object.keys(facts).map(({ length }) => length));
  return Object.entries(facts)
    .map(([name, text]) => `${name.padEnd(width)}  ${text}`)
    .join('\n');
}

/** Returns the facts about addresses; none for an account without them. */
function formatEmails({ email, pendingEmail, formerEmail }: UserDetails): Readonly<Record<string, string>> {
  return {
    ...(email && { email: `${email.address}, verified ${email.verifiedAt}` }),
    ...(email?.undeliverable && {
      undeliverable: `${email.undeliverable.reason} at ${email.undeliverable.at}`,
    }),
    ...(pendingEmail && {
      'pending email': `${pendingEmail.address}, waits for its code until ${pendingEmail.expiresAt}`,
    }),
    ...(formerEmail && {
      'former email': `${formerEmail.address}, can be restored until ${formerEmail.until}`,
    }),
  };
}

/** Returns the facts about second factors; none for an account whose second factor is off. */
function formatSecondFactor({ secondFactor }: UserDetails): Readonly<Record<string, string>> {
  if (!secondFactor) return {};
  const { since, factors, recoveryCodes, failedCodes, failedStepUps } = secondFactor;
  const texts = factors.map(({ name, addedAt, lastUsedAt }) => {
    const used = lastUsedAt === undefined ? 'not used since' : `last used ${lastUsedAt}`;
    // a user chose the name: quoted, it cannot look like other output
    return `${JSON.stringify(name)}, added ${addedAt}, ${used}`;
  });
  return {
    'second factor': `on since ${since}`,
    ...(texts.length > 0 && { factors: texts.join('; ') }),
    'recovery codes': String(recoveryCodes),
    'failed codes': formatFailures(failedCodes),
    'failed step-ups': formatFailures(failedStepUps),
  };
}

function formatFailures({ count, lastAttemptAt }: FailureCount): string {
  return lastAttemptAt === undefined ? String(count) : `${count} in a row, last attempt ${lastAttemptAt}`;
}
