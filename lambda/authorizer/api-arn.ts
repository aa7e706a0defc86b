/** Reads the API and the stage from the ARN that API Gateway calls a token authorizer with. */

/**
 * No part may hold `*` or `?`: they would widen every policy that is built on it. What stands behind the stage is the
 * client's own path, and is not looked at.
 */
const METHOD_ARN =
  /^(arn:[a-z][a-z0-9-]*:execute-api:[a-z0-9-]+:\d{12}:[A-Za-z0-9]+\/(?:[\w-]+|\$default))\/[A-Z]+\//;

/**
 * The ARN of the stage that `methodArn` lies in, such as `arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod`.
 *
 * @throws Error when it is no ARN of a REST API's method
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function readStageArn(methodArn: string): string {
  const stageArn = METHOD_ARN.exec(methodArn)?.[1];
  if (!stageArn)
    throw new Error('methodArn is not an execute-api ARN of a method: check that this is a token authorizer');
  return stageArn;
}
