/** Reads which function an integration or an authorizer calls. */

/**
 * The function's ARN, without a version or an alias, out of an invocation URI; undefined where the URI names none.
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
 */
export function functionArnOf(uri: string | undefined): string | undefined {
  const arn = /:lambda:path\/[^/]+\/functions\/(arn:[^/]+)\/invocations$/.exec(uri ?? '')?.[1];
  return arn?.split(':').slice(0, 7).join(':');
}
