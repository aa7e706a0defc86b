/** ASVS chapter V7, Session Management: levels 1 and 2, and of level 3 what is tested. */
import { type AsvsRequirement, designed, notApplicable, notMet, requirement, tested } from './requirement';

const lifetimes = ['test/security/session-lifetimes.test.ts'];
const revocation = ['test/security/revocation.test.ts'];
const noFederation = notApplicable('Sessions are not shared with other systems.');

export const sessions: readonly AsvsRequirement[] = [
  requirement(
    'V7.1.1',
    2,
    'Idle time and longest time of sessions are documented and justified',
    designed(
      '14 and 30 days, as NIST SP 800-63B-4 section 2.1.3 allows for its first level; `sessionIdleLifetime` and `sessionLifetime` in [lib/stages/stage-settings.ts](../lib/stages/stage-settings.ts), [threat model](threat-model.md#ends-of-sessions).',
    ),
  ),
  requirement(
    'V7.1.2',
    2,
    'It is documented how many sessions an account may have',
    designed('50, then the oldest ends: [architecture](architecture.md#revocation).'),
  ),
  requirement('V7.1.3', 2, 'Federated sessions are documented', noFederation),
  requirement('V7.2.1', 1, 'Tokens are verified by the backend', tested()),
  requirement('V7.2.2', 1, 'Session tokens are made anew, and are no static keys', tested()),
  requirement(
    'V7.2.3',
    1,
    'Reference tokens are unique, random and of 128 bits',
    tested('Refresh tokens carry 384 random bits.', ['test/lambda/identity/sessions/refresh-token.test.ts']),
  ),
  requirement(
    'V7.2.4',
    1,
    'A sign-in makes a new token and ends the current one',
    notMet(
      'A sign-in makes new tokens (the rows), and ends no session: it carries none, so none can be fixed, and an earlier one of the same client goes on until that ends it, it expires, or `maxSessionsPerUser` is passed.',
    ),
  ),
  requirement('V7.3.1', 2, 'Sessions end when they are idle', tested('', lifetimes)),
  requirement('V7.3.2', 2, 'Sessions end after a longest time', tested('', lifetimes)),
  requirement(
    'V7.4.1',
    1,
    'An ended session is of no use',
    tested(
      'At this API. Who verifies tokens elsewhere learns nothing of sessions: [threat model](threat-model.md#ends-of-sessions).',
      revocation,
    ),
  ),
  requirement('V7.4.2', 1, 'A deleted account has no sessions', tested('', revocation)),
  requirement('V7.4.3', 2, 'A new password ends the other sessions', tested('', revocation)),
  requirement(
    'V7.4.4',
    2,
    'Every page lets users sign out',
    notApplicable('There are no pages: `DELETE /sessions/current` is for those of clients.'),
  ),
  requirement(
    'V7.4.5',
    2,
    'Administrators can end the sessions of one user, and of all',
    tested(
      'Of one by `npm run users:sign-out`, of all by `sessionsNotBefore`: [operations](how-to/revoke-sessions.md#revoke-everyone).',
      ['test/security/sign-out.test.ts', 'test/security/revocation.test.ts'],
    ),
  ),
  requirement(
    'V7.5.1',
    2,
    'Changes of what one signs in with ask for a fresh proof',
    tested('The password is all there is; it asks for the current one.'),
  ),
  requirement(
    'V7.5.2',
    2,
    'Users see their sessions, and end them after a fresh proof',
    notMet(
      'They see and end them, but without a fresh proof: an access token is enough, on purpose, so that whoever fears for a session can end it at once. A change of the password, which asks for it, ends all others. The rows show what the end of a session does.',
    ),
  ),
  requirement(
    'V7.5.3',
    3,
    'What cannot be undone asks for a fresh proof',
    tested('The deletion of an account.', lifetimes),
  ),
  requirement('V7.6.1', 2, 'Sessions of provider and relying party end as documented', noFederation),
  requirement(
    'V7.6.2',
    2,
    'No session begins without the user',
    designed(
      'Sessions begin by a password in the body of a `POST`, and by nothing else: [lambda/routes.ts](../lambda/routes.ts).',
    ),
  ),
];
