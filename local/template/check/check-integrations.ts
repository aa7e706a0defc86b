/**
 * Finds the methods that cannot be served because their function, or their authorizer's function, is not run.
 */
import type { AssemblyView } from '../assembly-view';
import type { ApiMethod, RestApi } from '../model';
import type { FunctionsRead } from '../read/read-functions';

/**
 * Replaces the integrations of methods whose function, or whose authorizer's function, is not run. They
 * respond with the reason, and such authorizers are removed. An authorizer whose function is not in the
 * assembly is reported as a problem.
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
