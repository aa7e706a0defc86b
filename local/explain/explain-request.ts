/** Explains why a request reached its route or was rejected before it. */
import type { RequestTrace } from '../gateway/http/messages';
import type { Evaluation } from '../iam/evaluate';
import type { Statement } from '../iam/policy';
import { compileWildcard } from '../iam/wildcard';

/** Returns one line without indentation; undefined if the log line is enough. */
export function explainRequest(trace: RequestTrace): string | undefined {
  const { functionRequestId, route, status, authorizer, evaluation, byResourcePolicy, isOpen, cors } = trace;
  if (route === undefined) return 'no route of the API matches the method and path';
  if (evaluation !== undefined) return explainEvaluation(evaluation, "the authorizer's policy", trace);
  if (authorizer === 'refused') return 'the authorizer threw "Unauthorized", which rejects the caller';
  if (authorizer === 'failed') return 'the authorizer failed or returned no policy: see its log';
  if (authorizer !== undefined) return undefined;
  if (byResourcePolicy !== undefined) {
    return explainEvaluation(byResourcePolicy, "the API's resource policy", trace);
  }
  if (isOpen !== true) return undefined;
  if (status < 400 && cors === undefined) return `${route} has no authorizer: every caller may call it`;
  // The log line contains the reason of the failure, which is not about access.
  return functionRequestId && `${route} has no authorizer: the request reached its function`;
}

function explainEvaluation(
  { decision, statement, place }: Evaluation,
  policy: string,
  trace: RequestTrace,
): string {
  if (statement === undefined || decision === 'implicit-deny') {
    return `no statement of ${policy} allows the route`;
  }
  const which = statement.Sid ?? (place?.statement ?? 0) + 1;
  const verb = decision === 'allow' ? 'allows' : 'denies';
  const { Resource, NotResource } = statement;
  const what = Resource === undefined ? `all but ${list(NotResource)}` : findFitting(Resource, trace);
  return `statement ${which} of ${policy} ${verb} ${what}`;
}

type Patterns = Statement['Resource'];

function list(patterns: Patterns): string {
  const [first = '', ...others] = [patterns ?? []].flat();
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/**
 * Returns the pattern that matches the request. The part before verb and path is copied from each pattern,
 * since all patterns share it.
 */
function findFitting(patterns: Patterns, { method, path }: RequestTrace): string {
  const fitting = [patterns ?? []].flat().find((pattern) => {
    const stage = pattern.split('/').slice(0, 2).join('/');
    return compileWildcard(pattern)(`${stage}/${method}${path}`);
  });
  return fitting ?? list(patterns);
}
