/** Says why a request was let through to its route, or was not. */
import type { Account } from './gateway/exchange';
import type { Evaluation } from './iam/evaluate';

/** One line without indentation; undefined where the log line says everything. */
export function explainRequest(account: Account): string | undefined {
  const { route, authorizer, evaluation, byResourcePolicy, isOpen } = account;
  if (route === undefined) return 'no route of the API fits method and path';
  if (evaluation !== undefined) return explainEvaluation(evaluation, "the authorizer's policy");
  if (authorizer === 'refused') return 'the authorizer threw "Unauthorized", by which it refuses a caller';
  if (authorizer === 'failed') return 'the authorizer failed or answered no policy: see what it logged';
  if (authorizer !== undefined) return undefined;
  if (byResourcePolicy !== undefined) return explainEvaluation(byResourcePolicy, "the API's resource policy");
  return isOpen ? `${route} has no authorizer: anyone may call it` : undefined;
}

function explainEvaluation({ decision, statement, place }: Evaluation, policy: string): string {
  if (statement === undefined || decision === 'implicit-deny') {
    return `no statement of ${policy} allows the route`;
  }
  const which = statement.Sid ?? `number ${(place?.statement ?? 0) + 1}`;
  const [element, patterns] =
    statement.Resource === undefined ? ['all but ', statement.NotResource] : ['', statement.Resource];
  const [first = '', ...others] = [patterns ?? []].flat();
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const verb = decision === 'allow' ? 'allows' : 'denies';
  return `the statement ${which} of ${policy} ${verb} ${element}${first}${more}`;
}
