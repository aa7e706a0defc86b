import {
  type AuthorizationCode,
  createAuthorizationCode,
  digestAuthorizationCode,
} from '../../../../lambda/identity/authorization-codes/authorization-code';
import { redeemCode } from '../../../../lambda/identity/authorization-codes/redeem-code';
import { startSession } from '../../../../lambda/identity/sessions/start-session';
import { createFakeDependencies, SOURCE } from '../../fakes/auth-dependencies';
import { createMemoryAuthorizationCodes } from '../../fakes/memory-authorization-codes';
import { signUp } from '../../fakes/signed-in';
import { outcomeOf } from '../../fakes/throttled';

const VERIFIER = 'v'.repeat(43);
const redirectUri = 'https://app.example.com/callback';

/** Ada, who is signed in, with a code for an app. */
async function createScene() {
  const fakes = createFakeDependencies();
  const { caller } = await signUp(fakes);
  const codes = createMemoryAuthorizationCodes();
  const clients = [{ id: 'spa', redirectUris: [redirectUri] }];
  const deps = { ...fakes, codes, clients, startSession: startSession(fakes) };
  const code = createAuthorizationCode();
  const stored: AuthorizationCode = {
    ...{ sub: caller.sub, sid: caller.sid, authTime: caller.authTime, amr: ['pwd'] },
    ...{ securityVersion: 1, clientId: 'spa', redirectUri, validUntil: fakes.now() + 60_000 },
    challenge: digestAuthorizationCode(VERIFIER),
  };
  await codes.issue(digestAuthorizationCode(code), stored);
  const redeem = (change: Partial<typeof deps> = {}) =>
    redeemCode({ ...deps, ...change })({
      ...{ code, clientId: 'spa', redirectUri, verifier: VERIFIER, source: SOURCE },
    });
  const sids = () => [...deps.sessions.items.values()].map(({ sid }) => sid);
  return { deps, redeem, sids, page: caller.sid };
}

test('a code starts a session of its own, and that of the pages stays', async () => {
  const { redeem, sids, page } = await createScene();
  expect(await outcomeOf(redeem())).toBe('done');
  expect(sids()).toEqual([page, expect.any(String)]);
});

test.each([
  ['before', true],
  ['after', false],
])(
  'a second use %s the session of the first is stored leaves no session of the code',
  async (_when, isBefore) => {
    const { deps, redeem, sids, page } = await createScene();
    const outcomes: unknown[] = [];
    const acting: typeof deps.startSession = async (command) => {
      if (isBefore) outcomes.push(await outcomeOf(redeem()));
      const started = await deps.startSession(command);
      if (!isBefore) outcomes.push(await outcomeOf(redeem()));
      return started;
    };
    outcomes.push(await outcomeOf(redeem({ startSession: acting })));
    expect(outcomes).toEqual(['INVALID_GRANT', 'INVALID_GRANT']);
    expect(sids()).toEqual([page]);
  },
);
