/** The authorization code flow of apps: PKCE left out, a client or a redirect URI exchanged, a code used again. */
import { refresh } from '../../support/accounts';
import { APP, askForCode, createVisitor, exchangeCode, visitSignedIn } from '../../support/visit-pages';
import type { Attack } from '../attack';

type Change = Readonly<Record<string, string>>;

/** Requests for a code that lead the user to no other place than a page of ours. */
const UNSAFE: Readonly<Record<string, Change>> = {
  'to another site': { redirect_uri: 'https://evil.example/' },
  'to a longer path': { redirect_uri: `${APP.redirectUri}callback` },
  'to a path that leads out': { redirect_uri: `${APP.redirectUri}../evil` },
  'to another port': { redirect_uri: 'http://localhost:5174/' },
  'to a host that begins alike': { redirect_uri: 'http://localhost:5173.evil.example/' },
  'to a user of another host': { redirect_uri: 'http://localhost:5173@evil.example/' },
  'to a script': { redirect_uri: 'javascript:alert(1)' },
  'with a fragment': { redirect_uri: `${APP.redirectUri}#` },
  'for an unknown app': { client_id: 'unknown' },
  'for an app by another case': { client_id: APP.clientId.toUpperCase() },
};

const redirects = Object.entries(UNSAFE).map(
  ([where, change]): Attack => ({
    requirement: ['ASVS V10.4.1'],
    attack: `a code is sent ${where}`,
    async play(target) {
      for (const visitor of [createVisitor(target.origin), await visitSignedIn(target.origin, target.ada)]) {
        const answer = await visitor.get(
          `/oauth2/authorize?${new URLSearchParams({
            ...{ response_type: 'code', client_id: APP.clientId, redirect_uri: APP.redirectUri },
            ...{ code_challenge: 'c'.repeat(43), code_challenge_method: 'S256', ...change },
          })}`,
        );
        expect(answer).toMatchObject({ status: 400 });
        expect(answer.headers.location).toBeUndefined();
      }
    },
  }),
);

/** Requests without PKCE, or with its weak method. */
const UNPROVED: Readonly<Record<string, Change>> = {
  'without a challenge': { code_challenge: '' },
  'with the method plain': { code_challenge_method: 'plain' },
  'without a method': { code_challenge_method: '' },
  'with a challenge that is too short': { code_challenge: 'c'.repeat(42) },
};

const unproved = Object.entries(UNPROVED).map(
  ([how, change]): Attack => ({
    requirement: ['ASVS V10.4.6'],
    attack: `PKCE is skipped: a code is asked for ${how}`,
    async play(target) {
      const back = await askForCode(await visitSignedIn(target.origin, target.ada), change);
      expect([back.get('error'), back.get('code')]).toEqual(['invalid_request', null]);
    },
  }),
);

/** Exchanges that do not belong to the request for the code. */
const FOREIGN: Readonly<Record<string, Change>> = {
  'with another verifier': { code_verifier: 'w'.repeat(43) },
  'without a verifier': { code_verifier: '' },
  'for another redirect URI': { redirect_uri: 'http://localhost:5174/' },
  'for another app': { client_id: 'other' },
};

const foreign = Object.entries(FOREIGN).map(
  ([how, change]): Attack => ({
    requirement: ['ASVS V10.4.6'],
    attack: `a stolen code is exchanged ${how}`,
    async play(target) {
      const back = await askForCode(await visitSignedIn(target.origin, target.ada));
      const answer = await exchangeCode(target.origin, back.get('code') ?? '', change);
      expect([400, 401]).toContain(answer.status);
      expect(answer.json).not.toHaveProperty('access_token');
    },
  }),
);

export const appCodeAttacks: readonly Attack[] = [
  ...redirects,
  ...unproved,
  ...foreign,
  {
    requirement: ['ASVS V10.4.2'],
    attack: 'a code is used again, which ends the session of the first use',
    async play(target) {
      const back = await askForCode(await visitSignedIn(target.origin, target.ada));
      const code = back.get('code') ?? '';
      const { json } = await exchangeCode(target.origin, code);
      expect((await exchangeCode(target.origin, code)).status).toBe(400);
      expect((await refresh(target.origin, json.refresh_token)).status).toBe(401);
      const lines = await target.waitForLog('authorization_code_reused', 1);
      expect(JSON.stringify(lines)).not.toContain(code);
    },
  },
  {
    requirement: ['ASVS V10.4.2'],
    attack: 'a code is used by five requests at once',
    isRace: true,
    async play(target) {
      const back = await askForCode(await visitSignedIn(target.origin, target.ada));
      const code = back.get('code') ?? '';
      const answers = await Promise.all(Array.from({ length: 5 }, () => exchangeCode(target.origin, code)));
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    },
  },
];
