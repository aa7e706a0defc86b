/** How a sign-in of the pages continues. */
import { formatPageSecret, toPageSecret } from '../../identity/sessions/pages/page-secret';
import type { SignInResponse } from '../../identity/tokens/token-response';
import { createFlow } from '../../pages/flow';
import { redirect } from '../../pages/page-answer';
import { withReturnPath } from '../../pages/return-to';
import type { VisitedPage } from '../../pages/serve/page-kit';
import type { Answer } from '../../shared/http/answer';
import type { PageParts } from './page-parts';
import { returnPathOf } from './return-path';

/** What the API would send to a client that has signed in. */
type SignInTokens = Pick<SignInResponse, 'refresh_token' | 'device_token'> & {
  /** @default - the device is not newly trusted */
  readonly trusted_device_token?: string;
};

type SignInParts = Pick<PageParts, 'kit' | 'environment'>;

/**
 * Completes a sign-in: its session moves into the cookie. Returns the response that leads to the page where the user wanted to go.
 * @param response the body of the API's response
 * @param path Default: the checked `return_to` of the form
 */
export function completeSignIn(
  parts: SignInParts,
  request: VisitedPage,
  response: unknown,
  path: string = returnPathOf(request),
): Answer {
  return redirect(path, signInCookies(parts, request, response));
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

/** Returns the response to a sign-in that waits for a second factor. A new flow has its challenge, so that no other browser has it. */
export function askForSecondFactor(
  { kit, stores }: Pick<PageParts, 'kit' | 'stores'>,
  request: VisitedPage,
  challenge: string,
): Answer {
  const cookie = kit.cookies.setFlow(createFlow(challenge), stores.now());
  return redirect(withReturnPath('/second-factor', returnPathOf(request)), [cookie]);
}
