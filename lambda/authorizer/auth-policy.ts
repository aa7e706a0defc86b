/**
 * Builds the result of a token authorizer: the caller, the methods that the caller may call, and the context
 * for the functions.
 */
import type { APIGatewayAuthorizerResult, Statement } from 'aws-lambda';
import { checkConditions, type PolicyConditions } from './policy-conditions';

/**
 * The content of `event.requestContext.authorizer`. API Gateway passes every value to the functions as a
 * string.
 */
export type AuthorizerContext = Readonly<Record<string, string | number | boolean>>;

const VERBS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', '*']);

/** A path of RFC 3986 section 3.3. `*` matches any run of characters. */
const PATH = /^\/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*$/;

/** API Gateway's limit, in characters. */
const MAX_RESOURCE_LENGTH = 512;

type Effect = 'Allow' | 'Deny';

interface Rule {
  readonly effect: Effect;
  readonly conditions: PolicyConditions | undefined;
  readonly resources: Set<string>;
}

/**
 * A policy for the methods of one stage. Without any rule, it denies everything. A denial takes precedence
 * over what is allowed.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export class AuthPolicy {
  private readonly rules = new Map<string, Rule>();

  constructor(
    /** The caller. */
    private readonly principalId: string,
    /** The stage's ARN, as returned by `readStageArn`. */
    private readonly stageArn: string,
  ) {
    if (principalId === '') throw new Error('A policy needs a principal');
  }

  /**
   * Allows a method.
   *
   * @param verb an HTTP method in upper case, or `*` for all
   * @param path the resource's path, with its leading `/`, and `*` for variable parts
   * @param conditions the conditions under which it is allowed. Default: always
   * @throws Error when a part is malformed
   */
  allowMethod(verb: string, path: string, conditions?: PolicyConditions): this {
    return this.add('Allow', verb, path, conditions);
  }

  /**
   * Allows the methods that match a pattern such as `GET/pets/*`: a verb, and a path with its leading `/`.
   * @throws Error when a part is malformed
   */
  allowPattern(pattern: string): this {
    return this.allowMethod(...splitPattern(pattern));
  }

  /** Denies a method. The parameters are those of `allowMethod`. */
  denyMethod(verb: string, path: string, conditions?: PolicyConditions): this {
    return this.add('Deny', verb, path, conditions);
  }

  /** Allows every method of the stage. */
  allowAllMethods(conditions?: PolicyConditions): this {
    return this.add('Allow', '*', '/*', conditions);
  }

  /** Denies every method of the stage. */
  denyAllMethods(conditions?: PolicyConditions): this {
    return this.add('Deny', '*', '/*', conditions);
  }

  /** Returns the authorizer's result: one statement for each effect and set of conditions. */
  build(context: AuthorizerContext = {}): APIGatewayAuthorizerResult {
    if (this.rules.size === 0) this.denyAllMethods();
    return {
      principalId: this.principalId,
      policyDocument: { Version: '2012-10-17', Statement: [...this.rules.values()].map(toStatement) },
      context: { ...context },
    };
  }

  private add(effect: Effect, verb: string, path: string, conditions: PolicyConditions | undefined): this {
    checkMethod(verb, path);
    if (conditions) checkConditions(conditions);

    const resource = `${this.stageArn}/${verb}${path}`;
    if (resource.length > MAX_RESOURCE_LENGTH) {
      throw new Error(
        `The resource of '${verb} ${path}' has ${resource.length} characters, over API Gateway's ${MAX_RESOURCE_LENGTH}`,
      );
    }
    const key = `${effect} ${JSON.stringify(conditions)}`;
    const rule = this.rules.get(key) ?? { effect, conditions, resources: new Set() };
    rule.resources.add(resource);
    this.rules.set(key, rule);
    return this;
  }
}

/**
 * Asserts that a policy can contain a pattern such as `GET/pets/*`, for any stage.
 * @throws Error when a part is malformed
 */
export function checkPattern(pattern: string): void {
  checkMethod(...splitPattern(pattern));
}

/** Splits a pattern such as `GET/pets/*` into a verb and a path. */
export function splitPattern(pattern: string): [verb: string, path: string] {
  const slash = pattern.indexOf('/');
  return [pattern.slice(0, slash), pattern.slice(slash)];
}

function checkMethod(verb: string, path: string): void {
  if (!VERBS.has(verb))
    throw new Error(`A policy can't name the verb '${verb}': use ${[...VERBS].join(', ')}`);
  if (!PATH.test(path)) throw new Error(`A policy can't name the path '${path}': write it as '/pets/*'`);
}

function toStatement({ effect, conditions, resources }: Rule): Statement {
  return {
    Effect: effect,
    Action: 'execute-api:Invoke',
    Resource: [...resources],
    ...(conditions && { Condition: conditions as NonNullable<Statement['Condition']> }),
  };
}
