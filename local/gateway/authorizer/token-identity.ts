/** Identifies callers for TOKEN authorizers by one header, which can be validated by a regular expression. */
import type { TokenAuthorizer } from '../../template/authorizer-definition';
import { GatewayFault } from '../http/gateway-fault';
import { compileJavaPattern, JavaPatternError } from '../mapping/java-pattern';
import type { Identify } from './identity';

function compileExpression(source: string | undefined): RegExp | undefined {
  if (source === undefined) return undefined;
  try {
    return compileJavaPattern(source);
  } catch (error) {
    if (!(error instanceof JavaPatternError)) throw error;
    const text = `its IdentityValidationExpression holds ${error.message}, which the local run cannot translate`;
    throw new Error(text, { cause: error });
  }
}

/**
 * Compiles the identity source of a TOKEN authorizer.
 * @throws Error when its validation expression cannot be translated
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function compileTokenIdentity(definition: TokenAuthorizer): Identify {
  const header = definition.identitySource.replace(/^method\.request\.header\./i, '');
  const expression = compileExpression(definition.validationExpression);
  return ({ request }, account) => {
    const token = request.header(header);
    if (token === undefined || token === '') {
      account.authorizer = 'not invoked: missing token';
      throw new GatewayFault('UNAUTHORIZED', `the header ${header} is missing`);
    }
    if (expression !== undefined && !expression.test(token)) {
      account.authorizer = 'not invoked: malformed token';
      throw new GatewayFault('UNAUTHORIZED', `the header ${header} does not match the validation expression`);
    }
    return {
      key: token,
      event: (methodArn) => ({ type: 'TOKEN', authorizationToken: token, methodArn }),
    };
  };
}
