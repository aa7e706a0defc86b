/** Evaluates requests against an API's resource policy. */
import { type Evaluation, evaluate } from '../iam/evaluate';
import type { OneOrMany, PolicyDocument, Statement } from '../iam/policy';
import { policyContextOf } from './authorizer/policy-context';
import type { ParsedRequest } from './http/parse-request';

/** Returns what the policy decides about a request for a method's ARN. */
export type ResourcePolicyCheck = (request: ParsedRequest, methodArn: string) => Evaluation;

/** Expands resources that begin with `execute-api:/`, API Gateway's short form of the API's own ARN. */
function expand(resources: OneOrMany<string>, apiArn: string): string[] {
  return [resources].flat().map((resource) => resource.replace(/^execute-api:\/?/, `${apiArn}/`));
}

function expandStatement(statement: Statement, apiArn: string): Statement {
  const { Resource, NotResource } = statement;
  return {
    ...statement,
    ...(Resource !== undefined && { Resource: expand(Resource, apiArn) }),
    ...(NotResource !== undefined && { NotResource: expand(NotResource, apiArn) }),
  };
}

/**
 * Compiles a resource policy. Without one, an API neither allows nor denies requests by policy.
 * @param apiArn such as `arn:aws:execute-api:eu-west-1:123456789012:a1b2c3`
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function compileResourcePolicy(policy: PolicyDocument, apiArn: string): ResourcePolicyCheck {
  const expanded = {
    ...policy,
    Statement: [policy.Statement].flat().map((statement) => expandStatement(statement, apiArn)),
  };
  return (request, methodArn) =>
    evaluate([expanded], {
      action: 'execute-api:Invoke',
      resource: methodArn,
      context: policyContextOf(request),
    });
}
