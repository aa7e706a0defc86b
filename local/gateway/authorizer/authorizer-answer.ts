/** Reads the response of an authorizer function. */
import { PolicyError, parsePolicy } from '../../iam/parse-policy';
import type { PolicyDocument } from '../../iam/policy';

/** The policy that an authorizer returned, and what it reports about the caller. */
export interface Authorization {
  readonly policies: readonly [PolicyDocument];
  readonly principalId: string | undefined;
  /** The caller's API key, for APIs whose API key source is the authorizer. */
  readonly usageIdentifierKey: string | undefined;
  /** Numbers and booleans are already converted to strings; null stays null. */
  readonly context: Readonly<Record<string, string | null>>;
}

/** Thrown for a response that API Gateway cannot use. The message names the fault and never a value. */
export class AuthorizerAnswerError extends Error {
  override readonly name = 'AuthorizerAnswerError';
}

function parseObject(payload: string): Record<string, unknown> {
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    throw new AuthorizerAnswerError('its response is not JSON');
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new AuthorizerAnswerError('its response is not an object');
  }
  return answer as Record<string, unknown>;
}

function readContext(context: unknown): Record<string, string | null> {
  if (context === undefined || context === null) return {};
  if (typeof context !== 'object' || Array.isArray(context)) {
    throw new AuthorizerAnswerError('its context is not an object');
  }
  return Object.fromEntries(
    Object.entries(context).map(([key, value]: [string, unknown]) => {
      if (typeof value === 'object' && value !== null) {
        throw new AuthorizerAnswerError(`its context value ${key} is an object or an array`);
      }
      return [key, value === null ? null : String(value)];
    }),
  );
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The maximum length of a resource in a policy, in characters. */
const maxResourceLength = 512;

function checkResources({ Statement }: PolicyDocument): void {
  const resources = [Statement]
    .flat()
    .flatMap(({ Resource = [], NotResource = [] }) => [Resource, NotResource]);
  if (resources.flat().some((resource) => resource.length > maxResourceLength)) {
    throw new AuthorizerAnswerError(`its policy has a resource of more than ${maxResourceLength} characters`);
  }
}

/**
 * Reads a response.
 * @param payload the function's result as JSON text
 * @throws AuthorizerAnswerError when API Gateway could not use the response
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function readAuthorizerAnswer(payload: string): Authorization {
  const answer = parseObject(payload);
  try {
    const policy = parsePolicy(answer.policyDocument);
    checkResources(policy);
    return {
      policies: [policy],
      principalId: readText(answer.principalId),
      usageIdentifierKey: readText(answer.usageIdentifierKey),
      context: readContext(answer.context),
    };
  } catch (error) {
    if (error instanceof PolicyError) throw new AuthorizerAnswerError(error.message);
    throw error;
  }
}
