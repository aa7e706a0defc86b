/**
 * The script of the page that replaces a password. The page holds the text of this function, so that it may use
 * nothing from outside it.
 */
import type { PageKit } from './create-page-kit';

/** Asks for the new password, and for the code if the link has lost its fragment. */
export function runResetPassword({
  linkId,
  token,
  find,
  show,
  fail,
  call,
  on,
  read,
  offerToShow,
}: PageKit): void {
  async function reset(): Promise<void> {
    const code = token === undefined ? read('code') : '';
    const password = code === undefined ? undefined : read('password');
    if (password === undefined) return;
    const proof = token === undefined ? { reset_id: linkId, code } : { token };
    const done = await call('POST', 'password-resets/confirm', {
      body: { ...proof, new_password: password },
    });
    if (done.status === 204) {
      find('password').value = '';
      return show('done');
    }
    const isCode = done.body.code === 'INVALID_CODE' && token === undefined;
    if (isCode) fail(done, find('code'));
    else fail(done, done.body.code === 'VALIDATION_FAILED' ? find('password') : undefined);
  }

  find('code-row').hidden = token !== undefined;
  offerToShow();
  on('submit', 'reset-form', reset);
  if (linkId === '') show('incomplete');
  else find('reset').hidden = false;
}
