/** ASVS chapter V7, Session Management: levels 1 and 2, and the tested requirements of level 3. */
import { type AsvsRequirement, designed, notApplicable, notMet, requirement, tested } from './requirement';

const lifetimes = ['test/security/session-lifetimes.test.ts'];
const revocation = ['test/security/revocation.test.ts'];
const noFederation = notApplicable('Sessions are not shared with other systems.');

export const sessions: readonly AsvsRequirement[] = [
  requirement(
    'V7.1.1',
    2,
    'Documentation states and justifies the idle time and the maximum lifetime of sessions',
    designed(
      '14 and 30 days, which NIST SP 800-63B-4 section 2.1.3 allows for its first level: `sessionIdleLifetime` and `sessionLifetime` in [lib/stages/stage-settings.ts](../lib/stages/stage-settings.ts), [threat model](threat-model.md#ends-of-sessions).',
    ),
  ),
  requirement(
    'V7.1.2',
    2,
    'Documentation states how many sessions an account may have',
    designed('50, then the oldest ends: [architecture](architecture.md#revocation).'),
  ),
  requirement('V7.1.3', 2, 'Federated sessions are documented', noFederation),
  requirement('V7.2.1', 1, 'Tokens are verified by the backend', tested()),
  requirement(
    'V7.2.2',
    1,
    'Session tokens are generated for each session, and are not static keys',
    tested(),
  ),
  requirement(
    'V7.2.3',
    1,
    'Reference tokens are unique, random and of 128 bits',
    tested('Refresh tokens carry 384 random bits.', ['test/lambda/identity/sessions/refresh-token.test.ts']),
  ),
  requirement(
    'V7.2.4',
    1,
    'A sign-in issues a new token and ends the current one',
    notMet(
      'A sign-in issues new tokens (the rows), and ends no session. It carries no session, so session fixation is impossible. An earlier session of the same client lasts until the client ends it, it expires, or `maxSessionsPerUser` is exceeded.',
    ),
  ),
  requirement('V7.3.1', 2, 'Sessions end when they are idle', tested('', lifetimes)),
  requirement('V7.3.2', 2, 'Sessions end after a maximum lifetime', tested('', lifetimes)),
  requirement(
    'V7.4.1',
    1,
    'An ended session can no longer be used',
    tested(
      'At this API. Services that verify tokens themselves cannot see revocations: [threat model](threat-model.md#ends-of-sessions).',
      revocation,
    ),
  ),
  requirement('V7.4.2', 1, 'A deleted account has no sessions', tested('', revocation)),
  requirement('V7.4.3', 2, 'A new password ends the other sessions', tested('', revocation)),
  requirement(
    'V7.4.4',
    2,
    'Every page lets users sign out',
    notApplicable('The service has no pages: `DELETE /sessions/current` is for those of clients.'),
  ),
  requirement(
    'V7.4.5',
    2,
    'Administrators can end the sessions of one user, and of all',
    tested(
      'Of one by `npm run users:sign-out`, of all by `sessionsNotBefore`: [revoke sessions](how-to/revoke-sessions.md).',
      ['test/security/sign-out.all.test.ts', 'test/security/revocation.test.ts'],
    ),
  ),
  requirement(
    'V7.5.1',
    2,
    'Changes of credentials need a fresh proof',
    tested(
      'A change of the password needs the current one. A change of the username, the address or the factors needs an authentication in the last ten minutes. An account with a second factor must have used it, also for its password.',
    ),
  ),
  requirement(
    'V7.5.2',
    2,
    'Users see their sessions, and end them after a fresh proof',
    notMet(
      'They see and end them, but without a fresh proof. An access token is enough, on purpose, so that users can end a suspicious session at once. A change of the password, which needs it, ends all others. The rows show the effect of an ended session.',
    ),
  ),
  requirement(
    'V7.5.3',
    3,
    'Irreversible actions need a fresh proof',
    tested('The deletion of an account.', lifetimes),
  ),
  requirement('V7.6.1', 2, 'Sessions of provider and relying party end as documented', noFederation),
  requirement(
    'V7.6.2',
    2,
    'No session begins without the user',
    designed(
      'Sessions begin only by a password in the body of a `POST`: [lambda/routes.ts](../lambda/routes.ts).',
    ),
  ),
];
