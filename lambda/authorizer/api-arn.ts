/** Reads the ARN of the stage from the ARN that API Gateway passes to a token authorizer. */

/**
 * Matches the ARN of a method. Up to the stage, no part may contain `*` or `?`: they would widen every policy
 * that is built from it. The part after the method is the client's own path, and is ignored.
 */
const METHOD_ARN =
  /^(arn:[a-z][a-z0-9-]*:execute-api:[a-z0-9-]+:\d{12}:[A-Za-z0-9]+\/(?:[\w-]+|\$default))\/[A-Z]+\//;

/**
 * Returns the ARN of the stage of `methodArn`, such as
 * `arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/prod`.
 *
 * @throws Error when it is not the ARN of a REST API method
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function readStageArn(methodArn: string): string {
  const stageArn = METHOD_ARN.exec(methodArn)?.[1];
  if (!stageArn)
    throw new Error('methodArn is not an execute-api ARN of a method: check that this is a token authorizer');
  return stageArn;
}
