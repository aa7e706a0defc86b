/**
 * The script of the page that verifies an address. The page holds the text of this function, so that it may use
 * nothing from outside it.
 */
import type { ApiAnswer, PageKit } from './create-page-kit';
import type { PageWindow } from './page-window';

/**
 * Asks for a sign-in, with a code of the second factor if the account has one. Shows which account asks for which
 * address, and verifies or cancels it. The tokens of the sign-in stay in this function, and its session ends with the
 * page.
 */
export function runVerifyEmail(
  { token, find, show, fail, call, on, read, offerToShow }: PageKit,
  window: Pick<PageWindow, 'addEventListener'>,
): void {
  let accessToken: string | undefined;
  let challenge = '';

  async function signOut(): Promise<void> {
    if (accessToken === undefined) return;
    const ended = accessToken;
    accessToken = undefined;
    await call('DELETE', 'sessions/current', { accessToken: ended });
  }

  async function signIn(): Promise<void> {
    const username = read('username');
    const password = username === undefined ? undefined : read('password');
    if (username === undefined || password === undefined) return;
    const signedIn = await call('POST', 'sessions/create', { body: { username, password } });
    const { code, kinds = [] } = signedIn.body;
    if (code === 'INVALID_CREDENTIALS') return fail(signedIn, find('password'));
    if (code !== 'SECOND_FACTOR_REQUIRED') return enter(signedIn);
    find('password').value = '';
    // this page adds no authenticator app
    if (kinds.includes('enrolment')) return fail('ENROLMENT_REQUIRED');
    challenge = signedIn.body.challenge ?? '';
    show('second-factor');
  }

  /** Completes the sign-in. The code of an authenticator app has six digits, and a recovery code is longer. */
  async function prove(): Promise<void> {
    const field = find('factor-code');
    const code = read('factor-code');
    if (code === undefined) return;
    const kind = /^\d{6}$/.test(code.replace(/[\s-]/g, '')) ? 'totp' : 'recovery_code';
    const proved = await call('POST', 'sessions/challenge', { body: { challenge, kind, code } });
    if (proved.body.code === 'INVALID_CODE') return fail('WRONG_FACTOR_CODE', field);
    if (proved.status === 201 || proved.status === 401) field.value = '';
    if (proved.status === 401) show('sign-in');
    return enter(proved);
  }

  /** Shows what the session that was started may verify. */
  async function enter(signedIn: ApiAnswer): Promise<void> {
    accessToken = signedIn.body.access_token;
    if (accessToken === undefined) return fail(signedIn);
    find('password').value = '';
    challenge = '';
    const profile = await call('GET', 'users/me', { accessToken });
    const { username: account = '', pending_email: address } = profile.body;
    if (profile.status === 200 && typeof address === 'string') {
      find('account').textContent = account;
      find('address').textContent = address;
      return show('confirm');
    }
    await signOut();
    if (profile.status === 200) show('nothing');
    else fail(profile);
  }

  /** Acts in the session, and ends it. */
  async function act(method: string, body: Readonly<Record<string, string>> | undefined, next: string) {
    if (accessToken === undefined) return show('sign-in');
    const path = 'users/me/email/verification';
    const done = await call(method, path, { accessToken, ...(body && { body }) });
    if (done.status === 204) {
      await signOut();
      return show(next);
    }
    if (done.status === 401) {
      accessToken = undefined;
      show('sign-in');
    }
    const isCode = done.body.code === 'INVALID_CODE' && token === undefined;
    fail(done, isCode ? find('code') : undefined);
  }

  find('code-row').hidden = token !== undefined;
  offerToShow();
  on('submit', 'sign-in-form', signIn);
  on('submit', 'second-factor-form', prove);
  on('submit', 'confirm-form', async () => {
    if (token !== undefined) return act('POST', { token }, 'verified');
    const code = read('code');
    if (code !== undefined) await act('POST', { code }, 'verified');
  });
  on('click', 'not-me', () => act('DELETE', undefined, 'canceled'));
  window.addEventListener('pagehide', signOut);
  find('sign-in').hidden = false;
}
