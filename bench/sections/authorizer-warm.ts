/**
 * The authorizer in a running process, with tokens that are new to it, and with one that it has already
 * verified.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { authorize } from '../../lambda/authorizer/authorize';
import { createSessionCheck } from '../../lambda/authorizer/check-session';
import { routes } from '../../lambda/routes';
import { rememberVerifiedTokens } from '../../lambda/shared/tokens/remember-verified-tokens';
import { createVerificationKeys } from '../../lambda/shared/tokens/verification-keys';
import { createVerifyAccessToken } from '../../lambda/shared/tokens/verify-access-token';
import { createRouteGrants } from '../../lib/routes/route-grants';
import { atMost } from '../goals';
import { authorizerEvent } from '../harness/events';
import { interleave } from '../measure/interleave';
import { summarize } from '../measure/summarize';
import type { Bench, Findings, Section } from '../section';

const KID = 'key-1';
const ISSUER = 'https://api.example.com/v1';
const AUDIENCE = 'latchkey';
const NEW_TOKENS = 200;
const REPEATS = 2_000;

export const authorizerWarm: Section = {
  name: 'authorizer-warm',
  title: 'Authorizer, warm',
  timed: true,
  method:
    "Both run in one process, one after the other, with the read of the session stubbed. Ours is the whole operation from the header to the policy; the peer is only jose's `jwtVerify` with a prepared key. 3072-bit RS256.",
  run: measure,
};

async function measure({ rounds, say }: Bench): Promise<Findings> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const key = await importSPKI(publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'RS256');
  const nowSeconds = Math.floor(Date.now() / 1000);

  function mint(jti: number): string {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const claims = {
      ...{ iss: ISSUER, aud: AUDIENCE, client_id: 'first-party', jti: `token-${jti}` },
      ...{ sub: '0190a1b2-0000-4000-8000-000000000001', sid: '0190a1b2-0000-4000-8000-000000000002' },
      ...{
        iat: nowSeconds,
        auth_time: nowSeconds,
        amr: ['pwd'],
        session_start: nowSeconds,
        exp: nowSeconds + 86_400,
        username: 'ada',
      },
    };
    const input = `${encode({ alg: 'RS256', typ: 'at+jwt', kid: KID })}.${encode(claims)}`;
    return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
  }

  say(`signing ${(rounds + 1) * NEW_TOKENS} tokens …`);
  const tokens = Array.from({ length: (rounds + 1) * NEW_TOKENS }, (_, index) => mint(index));
  const ours = createAuthorize(publicKey.export({ type: 'spki', format: 'der' }), nowSeconds);
  const options = { algorithms: ['RS256'], typ: 'at+jwt', issuer: ISSUER, audience: AUDIENCE };
  const [repeated = ''] = tokens;
  const take = () => {
    let next = 0;
    return () => {
      next += NEW_TOKENS;
      return tokens.slice(next - NEW_TOKENS, next);
    };
  };
  const [forOurs, forJose] = [take(), take()];
  const contestants = {
    ours: () => timeEach(forOurs(), (token) => ours(authorizerEvent(token))),
    jose: () => timeEach(forJose(), (token) => jwtVerify(token, key, options)),
    repeated: () => timeEach(Array(REPEATS).fill(repeated), (token) => ours(authorizerEvent(token))),
  };
  // The first round lets the compiler warm up.
  await interleave(contestants, 1);
  const runs = await interleave(contestants, rounds, (done) =>
    say(`authorizer, warm: round ${done} of ${rounds}`),
  );
  const [first, jose, again] = [runs.ours, runs.jose, runs.repeated].map(summarize);
  if (!first || !jose || !again) throw new Error('No measurements: a contestant has no result');
  return {
    tables: [
      {
        columns: ['One token', 'µs'],
        rows: [
          { name: '**ours**, seen for the first time', cells: [first] },
          { name: "jose's jwtVerify alone", cells: [jose] },
          { name: '**ours**, verified before', cells: [again] },
        ],
      },
    ],
    goals: [
      atMost('a token seen for the first time, of jwtVerify', first.median / jose.median, 1.15),
      atMost('a token verified before', again.median, 10, 'µs'),
    ],
  };
}

/** Creates the operation as the function does, except for the read of the session. */
function createAuthorize(spki: Buffer, nowSeconds: number) {
  const keys = createVerificationKeys({
    verificationKeys: [KID],
    publicKeys: JSON.stringify({ [KID]: spki.toString('base64') }),
  });
  const now = Date.now;
  return authorize({
    verifyToken: rememberVerifiedTokens(
      createVerifyAccessToken({ keys, issuers: [ISSUER], audiences: [AUDIENCE], now }),
      { keys, now },
    ),
    checkSession: createSessionCheck({
      revocation: 'immediate',
      sessionsNotBefore: 0,
      readSession: async () => ({ createdAt: nowSeconds, expiresAt: nowSeconds + 86_400 }),
      now,
    }),
    grants: createRouteGrants(routes),
  });
}

/** Returns microseconds for one token. */
async function timeEach(
  tokens: readonly string[],
  use: (token: string) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  for (const token of tokens) await use(token);
  return ((performance.now() - started) * 1000) / tokens.length;
}
