/** Says why a request was let through to its route, or was not. */
import type { Account } from './gateway/exchange';

/** One line without indentation; undefined where the log line says everything. */
export function explainRequest(account: Account): string | undefined {
  const { route, authorizer, evaluation } = account;
  if (route === undefined) return 'no route of the API fits method and path';
  if (evaluation !== undefined) return explainEvaluation(evaluation);
  if (authorizer === undefined) return `${route} has no authorizer: anyone may call it`;
  if (authorizer === 'refused') return 'the authorizer threw "Unauthorized", by which it refuses a caller';
  if (authorizer === 'failed') return 'the authorizer failed or answered no policy: see what it logged';
  return undefined;
}

function explainEvaluation({ decision, statement, place }: NonNullable<Account['evaluation']>) {
  if (statement === undefined || decision === 'implicit-deny') {
    return "no statement of the authorizer's policy allows the route";
  }
  const which = statement.Sid ?? `number ${(place?.statement ?? 0) + 1}`;
  const [element, patterns] =
    statement.Resource === undefined ? ['all but ', statement.NotResource] : ['', statement.Resource];
  const [first = '', ...others] = [patterns ?? []].flat();
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const verb = decision === 'allow' ? 'allows' : 'denies';
  return `the statement ${which} of the authorizer's policy ${verb} ${element}${first}${more}`;
}
