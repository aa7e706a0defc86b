/** The token endpoint (RFC 6749 section 3.2), where an app exchanges a code for the tokens of a session of its own. */
import { type RedeemCodeDependencies, redeemCode } from '../../../identity/authorization-codes/redeem-code';
import { parseForm } from '../../../pages/parse-form';
import { hasCode } from '../../../shared/errors';
import { type Answer, ok } from '../../../shared/http/answer';
import type { ClientInfo, ClientRequest } from '../../../shared/http/client-info';
import { MAX_BODY_BYTES, type RawBody } from '../../../shared/http/parse-body';
import type { Request } from '../../../shared/http/request';
import { InvalidTokenRequestError, UnsupportedGrantTypeError } from '../../../shared/oauth-errors';

/** The dependencies of the route. */
export interface ExchangeCodeDependencies extends RedeemCodeDependencies {
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

/** Returns the code of the route. */
export function exchangeCode(
  deps: ExchangeCodeDependencies,
): (request: Request<RawBody, undefined>) => Promise<Answer> {
  const redeem = redeemCode(deps);
  return async ({ body, ...request }) => {
    const form = readForm(body);
    const grantType = required(form, 'grant_type');
    if (grantType !== 'authorization_code') throw new UnsupportedGrantTypeError('No such grant type');
    // an app that holds a secret was registered for another kind of client (RFC 6749 section 2.1)
    if (form.client_secret !== undefined || request.header('authorization') !== undefined)
      throw new InvalidTokenRequestError('Apps of this API have no credentials');
    return ok(
      await redeem({
        code: required(form, 'code'),
        clientId: required(form, 'client_id'),
        redirectUri: required(form, 'redirect_uri'),
        verifier: required(form, 'code_verifier'),
        source: deps.readClientInfo(request),
      }),
    );
  };
}

/**
 * Reads the form.
 * @throws UnsupportedMediaTypeError, PayloadTooLargeError
 * @throws InvalidTokenRequestError when it is malformed, also by a parameter that occurs twice
 */
function readForm(body: RawBody): Readonly<Record<string, string>> {
  try {
    return parseForm(body, MAX_BODY_BYTES);
  } catch (error) {
    if (!hasCode(error, 'INVALID_REQUEST_BODY')) throw error;
    throw new InvalidTokenRequestError('The form is malformed', { cause: error });
  }
}

/** @throws InvalidTokenRequestError when the parameter is missing or empty (RFC 6749 section 3.2) */
function required(form: Readonly<Record<string, string>>, name: string): string {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  if (!value) throw new InvalidTokenRequestError(`The form lacks ${name}`);
  return value;
}
