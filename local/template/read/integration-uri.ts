/** Reads which function an integration or an authorizer invokes. */

/**
 * Returns the function's ARN from an invocation URI, without a version or an alias; undefined if the URI does
 * not contain one.
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
 */
export function functionArnOf(uri: string | undefined): string | undefined {
  const arn = /:lambda:path\/[^/]+\/functions\/(arn:[^/]+)\/invocations$/.exec(uri ?? '')?.[1];
  return arn?.split(':').slice(0, 7).join(':');
}
