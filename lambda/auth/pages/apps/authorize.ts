/** The page `/oauth2/authorize`, which sends the user back to an app with a code. It shows only errors. */
import {
  type AuthorizationRequest,
  authorizationParameters,
  authorize,
} from '../../../identity/authorization-codes/authorize';
import { redirect, redirectToApp } from '../../../pages/page-answer';
import { toReturnPath, withReturnPath } from '../../../pages/return-to';
import type { FormPage } from '../../../pages/serve/form-page';
import type { VisitedPage } from '../../../pages/serve/page-kit';
import { InvalidRedirectUriError, UnknownClientError } from '../../../shared/page-errors';
import type { CodeParts } from './code-parts';

/** Returns the page. An app is led to only once its id and its redirect URI are known to belong together. */
export function authorizePage(parts: CodeParts): FormPage {
  const decide = authorize(parts);
  return {
    show: async (request) => {
      const parameters = readParameters(request);
      const result = await decide(parameters, request.caller.caller);
      if (result.outcome === 'returned') return redirectToApp(result.uri);
      if (result.outcome === 'sign-in-needed')
        return redirect(withReturnPath('/sign-in', pathOf(parameters)));
      if (result.code === 'UNKNOWN_CLIENT') throw new UnknownClientError('No app has this id');
      throw new InvalidRedirectUriError('The app has no such redirect URI');
    },
    actions: {},
  };
}

/** Reads the parameters. One that occurs twice has no value (RFC 6749 section 3.1), so that it is refused where it is needed. */
function readParameters({ queryValues }: VisitedPage): AuthorizationRequest {
  const values = authorizationParameters.map((name) => [name, queryValues(name)] as const);
  const repeated = values.flatMap(([name, { length }]) => (length > 1 ? [name] : []));
  return {
    ...Object.fromEntries(
      values.map(([name, [value]]) => [name, repeated.includes(name) ? undefined : value]),
    ),
    repeated: repeated.length > 0,
  };
}

/** Returns the path that repeats the request after the sign-in. */
function pathOf({ repeated: _, ...parameters }: AuthorizationRequest): string {
  const sent = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return toReturnPath(`/oauth2/authorize?${new URLSearchParams(sent)}`);
}
