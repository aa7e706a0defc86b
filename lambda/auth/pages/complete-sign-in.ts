/** Completes a sign-in of the pages: its session moves into the cookie. */
import { formatPageSecret, toPageSecret } from '../../identity/sessions/pages/page-secret';
import type { SignInResponse } from '../../identity/tokens/token-response';
import { redirect } from '../../pages/page-answer';
import { toReturnPath } from '../../pages/return-to';
import type { VisitedPage } from '../../pages/serve/page-kit';
import type { Answer } from '../../shared/http/answer';
import type { PageParts } from './page-parts';

/** What the API would send to a client that has signed in. */
export type SignInTokens = Pick<SignInResponse, 'refresh_token' | 'device_token'> & {
  /** @default - the device is not trusted anew */
  readonly trusted_device_token?: string;
};

/** Returns the response that leads to the page where the user wanted to go. @param response the body of the API's response */
export function completeSignIn(parts: SignInParts, request: VisitedPage, response: unknown): Answer {
  return redirect(toReturnPath(request.caller.form.return_to), signInCookies(parts, request, response));
}

/**
 * Returns the cookies of a browser that has signed in: the new session, and the tokens by which accounts know the browser. The
 * flow ends, so that no form from before the sign-in is accepted any more.
 * @throws TypeError when the response starts no session
 */
export function signInCookies(
  { kit: { cookies }, environment: { sessionSeconds } }: SignInParts,
  { caller: { device } }: VisitedPage,
  response: unknown,
): readonly string[] {
  const { refresh_token: token, device_token: known, trusted_device_token } = response as SignInTokens;
  const trusted = trusted_device_token ?? device.trusted;
  return [
    cookies.setSession(formatPageSecret(toPageSecret(token)), sessionSeconds),
    cookies.clearFlow(),
    cookies.setDevice({ known, ...(trusted !== undefined && { trusted }) }),
  ];
}

type SignInParts = Pick<PageParts, 'kit' | 'environment'>;
