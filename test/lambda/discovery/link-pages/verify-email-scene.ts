/** The page that verifies an address, opened by the link of a mail, with an API that answers as the real one does. */
import { createPageKit } from '../../../../lambda/discovery/link-pages/create-page-kit';
import { createLinkPages } from '../../../../lambda/discovery/link-pages/link-pages';
import { runVerifyEmail } from '../../../../lambda/discovery/link-pages/run-verify-email';
import { type Answering, createFakeWindow, type SentCall } from './fake-window';
import { showPage } from './show-page';

const ID = '0b5d9f3a-7c1e-4a86-b2d4-6e8f1a3c5d70';
const SECRET = 'AbCdEfGhIjKlMnOpQrSt_-';

/** The token of the link. */
export const TOKEN = `${ID}.${SECRET}`;

/** What the user types. */
export const credentials = { username: 'ada', password: 'a phrase that passes' };

/** The calls of a sign-in without a second factor. */
export const signedInCalls = ['POST sessions/create', 'GET users/me'];

/** Returns a refusal of the API. */
export const problem = (status: number, code: string, members: object = {}) => ({
  status,
  json: { code, ...members },
});

const nameOf = ({ method, url }: SentCall) => `${method} ${url}`;

/** What differs from the sign-in of an account with a pending address. */
export interface Scene {
  /** @default `#` and the secret */
  readonly fragment?: string;
  /** Responses, by method and path. */
  readonly answers?: Readonly<Record<string, ReturnType<Answering>>>;
}

/** Opens the page. */
export async function openVerifyEmail({ fragment = `#${SECRET}`, answers = {} }: Scene = {}) {
  const html = String((await showPage(createLinkPages(false).operations, 'verify-email')).body);
  const usual: Readonly<Record<string, ReturnType<Answering>>> = {
    'POST sessions/create': { status: 201, json: { access_token: 'an access token' } },
    'GET users/me': { status: 200, json: { username: 'ada', pending_email: 'ada@example.com' } },
    'POST users/me/email/verification': { status: 204 },
    'DELETE users/me/email/verification': { status: 204 },
    'DELETE sessions/current': { status: 204 },
  };
  const all = { ...usual, ...answers };
  const window = createFakeWindow(
    html,
    `https://api.example.com/prod/verify-email?id=${ID}${fragment}`,
    (call) => (nameOf(call) in all ? all[nameOf(call)] : problem(404, 'NOT_FOUND')),
  );
  runVerifyEmail(createPageKit(window), window);
  const done = () => window.calls.map(nameOf);
  return { window, done, signIn: () => window.submit('sign-in-form', credentials) };
}
