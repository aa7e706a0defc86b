/** The event by which a deployment lets a function check its permissions, sent through the API. */
import { parseRouteKey } from '../../../lambda/route-patterns';
import { withToken } from '../../faults/operation';
import type { Sent } from '../../support/http-client';
import { servedRoutes as routes } from '../../support/served-routes';
import type { Attack } from '../attack';
import type { Target } from '../target';
import { variants } from '../variants';

const EVENT = { selfCheck: true };

const ways: Readonly<Record<string, (sent: Sent) => Sent>> = {
  'in the body': (sent) => (sent.method === 'GET' ? sent : { ...sent, json: EVENT }),
  'in the query': (sent) => ({ ...sent, path: `${sent.path}?selfCheck=true` }),
  'in a header': (sent) => ({ ...sent, headers: { ...sent.headers, selfCheck: 'true' } }),
  'as an id': (sent) => ({
    ...sent,
    path: sent.path.replace('/x', `/${encodeURIComponent(JSON.stringify(EVENT))}`),
  }),
};

/** Returns the calls that only a self-check makes. */
const checked = ({ calls }: Target) =>
  calls().filter(({ input }) => /SELF_CHECK|DryRun/.test(JSON.stringify(input)));

export const selfCheckAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(ways).map(
      ([way, put]): Attack => ({
        requirement: ['ASVS V13.4.2'],
        attack: `a self-check ${way} of each route: it does not run, and no response reveals permissions`,
        play: async (target) => {
          const { token } = await target.signUp();
          for (const key of Object.keys(routes)) {
            const { method, path } = parseRouteKey(key);
            const sent = put({ method, path: path.replace(/\{[^}]+\}/g, 'x') });
            const { status, text } = await target.send(withToken(token, sent));
            expect({ key, fault: status >= 500 }).toEqual({ key, fault: false });
            expect(text).not.toMatch(/(dynamodb|kms|cognito-idp):\w+ on |argon2id/);
          }
          expect(checked(target)).toEqual([]);
          expect(target.logged('self_check_failed')).toEqual([]);
        },
      }),
    ),
  ),
  {
    requirement: ['ASVS V13.4.2'],
    attack: 'a self-check instead of a token: the gateway does not invoke the authorizer',
    request: () => ({ path: '/users/me', headers: { authorization: `Bearer ${JSON.stringify(EVENT)}` } }),
    expected: { status: 401, code: 'UNAUTHORIZED', reason: 'not asked' },
  },
];
