/** Builds what a token authorizer answers: who calls, what they may call, and what the functions are told of them. */
import type { APIGatewayAuthorizerResult, Statement } from 'aws-lambda';
import { checkConditions, type PolicyConditions } from './policy-conditions';

/** What the functions find in `event.requestContext.authorizer`; API Gateway hands every value on as a string. */
export type AuthorizerContext = Readonly<Record<string, string | number | boolean>>;

const VERBS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', '*']);

/** A path of RFC 3986 section 3.3, where `*` stands for any run of characters. */
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
 * A policy over the methods of one stage. Without any rule it denies everything; a denial wins over whatever is allowed.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export class AuthPolicy {
  private readonly rules = new Map<string, Rule>();

  constructor(
    /** Who calls. */
    private readonly principalId: string,
    /** The stage's ARN, as `readStageArn` gives it. */
    private readonly stageArn: string,
  ) {
    if (principalId === '') throw new Error('A policy needs a principal');
  }

  /**
   * Allows a method.
   *
   * @param verb an HTTP method in capitals, or `*` for all
   * @param path the resource's path from its `/` on, `*` in place of what varies
   * @param conditions when it holds. Default: always
   * @throws Error when a part is malformed
   */
  allowMethod(verb: string, path: string, conditions?: PolicyConditions): this {
    return this.add('Allow', verb, path, conditions);
  }

  /**
   * Allows what a pattern such as `GET/pets/*` covers: a verb, and a path from its `/` on.
   * @throws Error when a part is malformed
   */
  allowPattern(pattern: string): this {
    return this.allowMethod(...splitPattern(pattern));
  }

  /** Denies a method; the parameters are those of `allowMethod`. */
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

  /** The authorizer's answer: one statement for each effect and set of conditions. */
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
 * Asserts that a policy can hold a pattern such as `GET/pets/*`, whichever stage it is for.
 * @throws Error when a part is malformed
 */
export function checkPattern(pattern: string): void {
  checkMethod(...splitPattern(pattern));
}

function splitPattern(pattern: string): [verb: string, path: string] {
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
