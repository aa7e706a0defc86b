/** Names the reason why a policy denies requests, for API Gateway's response, in a stage that demands a verified address. */
import { denials } from '../../denials';
import { problemType } from '../../http-conventions';
import { VERIFIED_SCOPE } from '../../routes';
import type { AuthorizerHandler } from '../authorizer-handler';

/**
 * Adds the reason to the context of every result. API Gateway can put values of the context into its responses.
 * A token of a verified account can only lack a scope. Any other token is that of an account that is not verified.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function nameDenial(judge: AuthorizerHandler): AuthorizerHandler {
  return async (event, context) => {
    const result = await judge(event, context);
    // the result of a self-check has none
    if (!result.context) return result;
    const isVerified = String(result.context.scope).split(' ').includes(VERIFIED_SCOPE);
    const code = isVerified ? 'INSUFFICIENT_SCOPE' : 'EMAIL_NOT_VERIFIED';
    const denial = { denialCode: code, denialType: problemType(code), denialDetail: denials[code].detail };
    return { ...result, context: { ...result.context, ...denial } };
  };
}
