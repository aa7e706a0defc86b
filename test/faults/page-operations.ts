/** Requests of browsers to the hosted pages. */
import {
  APP,
  askForCode,
  createVisitor,
  exchangeForm,
  type Visitor,
  visitSignedIn,
} from '../support/visit-pages';
import { type Operation, signUp, type User, type World } from './operation';

const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

/** Creates a request of a browser. @param readBody returns a form, or undefined to visit the page */
function visit(
  [method = '', path = '']: readonly string[],
  status: number,
  open: (world: World, user: User) => Promise<Visitor>,
  toForm?: (user: User) => Readonly<Record<string, string>>,
): Operation {
  return {
    name: `${method} ${path}`,
    status,
    prepare: async (world) => {
      const user = await signUp(world);
      const visitor = await open(world, user);
      const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
      const form = toForm && new URLSearchParams({ csrf: visitor.token(), ...toForm(user) });
      const sent = {
        ...{ method, path },
        headers: { accept: 'text/html', cookie, ...(form && FORM) },
        ...(form && { body: String(form) }),
      };
      return { user, sent, verify: () => {} };
    },
  };
}

const onSignInPage = async ({ origin }: World) => {
  const visitor = createVisitor(origin);
  await visitor.get('/sign-in');
  return visitor;
};
const signedIn = async ({ origin }: World, user: User) => {
  const visitor = await visitSignedIn(origin, user);
  await visitor.get('/account');
  return visitor;
};
const authorization = new URLSearchParams({
  ...{ response_type: 'code', client_id: APP.clientId, redirect_uri: APP.redirectUri },
  ...{ code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' },
});

const exchange: Operation = {
  name: 'exchange a code',
  status: 200,
  prepare: async (world) => {
    const user = await signUp(world);
    const back = await askForCode(await visitSignedIn(world.origin, user));
    const body = exchangeForm(back.get('code') ?? '');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { user, sent: { method: 'POST', path: '/oauth2/token', headers, body }, verify: () => {} };
  },
};

/** The operations by their rows in docs/costs.md. */
export const pageOperations: Readonly<Record<string, Operation>> = {
  'GET /sign-in': visit(['GET', '/sign-in'], 200, onSignInPage),
  'POST /sign-in, by the password': visit(
    ['POST', '/sign-in'],
    303,
    onSignInPage,
    ({ username, password }) => ({ action: 'password', username, password }),
  ),
  'GET /account': visit(['GET', '/account'], 200, signedIn),
  'GET /account/factors': visit(['GET', '/account/factors'], 200, signedIn),
  'POST /account, to sign out': visit(['POST', '/account'], 303, signedIn, () => ({ action: 'sign-out' })),
  'GET /oauth2/authorize, the user is signed in': visit(
    ['GET', `/oauth2/authorize?${authorization}`],
    303,
    signedIn,
  ),
  'POST /oauth2/token': exchange,
};
