/** The forms of passkeys. */
import type { BegunRegistration } from '../../identity/passkeys/management/begin-registration';
import { redirect } from '../../pages/page-answer';
import { type AccountActions, itemOf } from '../../pages/serve/account-actions';
import { callRoute } from '../../pages/serve/call-route';
import { ValidationError } from '../../shared/errors';
import type { Answer } from '../../shared/http/answer';
import { FACTORS, type PageContext, type PageParts } from './page-parts';
import { showFactors } from './show-factors';

/** Returns the actions. */
export function passkeyActions(
  parts: PageParts,
  load: NonNullable<PageContext['loadPasskeys']>,
): AccountActions {
  const { kit } = parts;
  const show = showFactors(parts);
  return {
    'begin-passkey': {
      route: 'POST /users/me/passkeys/options',
      async run(request): Promise<Answer> {
        const answer = await callRoute(load(), 'POST /users/me/passkeys/options', { request });
        const { ceremony_id: ceremonyId, options } = answer.body as BegunRegistration;
        const shown = await show(request, { ceremonyId, options });
        return 'page' in shown ? kit.show(request, shown) : shown;
      },
    },
    'add-passkey': {
      route: 'POST /users/me/passkeys',
      async run(request) {
        const { name = '', ceremony_id = '', credential: text = '' } = request.caller.form;
        const body = { ...(name !== '' && { name }), ceremony_id, credential: parseCredential(text) };
        await callRoute(load(), 'POST /users/me/passkeys', { request, body });
        return redirect(`${FACTORS}?notice=passkey-added`);
      },
    },
    'rename-passkey': {
      route: 'PATCH /users/me/passkeys/{id}',
      async run(request) {
        const { name } = request.caller.form;
        const parameters = itemOf(request);
        await callRoute(load(), 'PATCH /users/me/passkeys/{id}', { request, body: { name }, parameters });
        return redirect(`${FACTORS}?notice=passkey-renamed`);
      },
    },
    'remove-passkey': {
      route: 'DELETE /users/me/passkeys/{id}',
      async run(request) {
        await callRoute(load(), 'DELETE /users/me/passkeys/{id}', { request, parameters: itemOf(request) });
        return redirect(`${FACTORS}?notice=passkey-removed`);
      },
    },
  };
}

/** Parses the JSON that the script put into the form. @throws ValidationError */
function parseCredential(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // no cause: the parser's message quotes the text
    throw new ValidationError([{ pointer: '#/credential', detail: 'must be JSON' }]);
  }
}
