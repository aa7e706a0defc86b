/** Says which methods cannot be answered because a function is not run: their own, or their authorizer's. */
import type { AssemblyView } from '../assembly-view';
import type { ApiMethod, RestApi } from '../model';
import type { FunctionsRead } from '../read/read-functions';

/**
 * Methods whose function, or whose authorizer's, is not run answer with the reason; such an authorizer is left out. One
 * whose function the assembly lacks is a problem.
 */
export function checkIntegrations(api: RestApi, functions: FunctionsRead, view: AssemblyView): RestApi {
  const running = new Set(functions.functions.map(({ arn }) => arn));
  const find = (arn: string) =>
    view.ofType('AWS::Lambda::Function').find((candidate) => candidate.attribute('Arn') === arn);
  const reasonOf = (arn: string) =>
    functions.notRun.find(({ logicalId }) => logicalId === find(arn)?.logicalId)?.reason;

  const unanswered = new Map<string | undefined, string>();
  for (const { logicalId, functionArn } of api.authorizers) {
    const reason = reasonOf(functionArn);
    if (find(functionArn) === undefined) {
      view.report(logicalId, `the authorizer's function ${functionArn} is not in the assembly`);
    } else if (reason !== undefined) unanswered.set(logicalId, `its authorizer cannot be run: ${reason}`);
  }

  function refusalOf({ authorizationType, authorizerId, integration }: ApiMethod): string | undefined {
    const byAuthorizer = authorizationType === 'NONE' ? undefined : unanswered.get(authorizerId);
    if (byAuthorizer !== undefined) return byAuthorizer;
    if (!('functionArn' in integration) || running.has(integration.functionArn)) return undefined;
    if (find(integration.functionArn) === undefined) {
      return `${integration.functionArn} is not in the assembly`;
    }
    return reasonOf(integration.functionArn) ?? 'its function cannot be run';
  }

  return {
    ...api,
    authorizers: api.authorizers.filter(({ logicalId }) => !unanswered.has(logicalId)),
    methods: api.methods.map((method) => {
      const reason = refusalOf(method);
      return reason === undefined ? method : { ...method, integration: { kind: 'unsupported', reason } };
    }),
  };
}
