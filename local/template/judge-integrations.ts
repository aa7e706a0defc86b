/** Says which methods cannot be answered because their function is not run. */
import type { AssemblyView } from './assembly-view';
import type { RestApi } from './model';
import type { FunctionsRead } from './read-functions';

/** Methods whose function is not run answer with the reason; authorizers cannot do without theirs. */
export function judgeIntegrations(api: RestApi, functions: FunctionsRead, view: AssemblyView): RestApi {
  const running = new Set(functions.functions.map(({ arn }) => arn));
  const reasonOf = (arn: string) => {
    const fn = view.ofType('AWS::Lambda::Function').find((candidate) => candidate.attribute('Arn') === arn);
    if (fn === undefined) return `${arn} is not in the assembly`;
    return functions.notRun.find(({ logicalId }) => logicalId === fn.logicalId)?.reason;
  };
  for (const { logicalId, functionArn } of api.authorizers) {
    const reason = running.has(functionArn) ? undefined : reasonOf(functionArn);
    if (reason !== undefined) view.report(logicalId, `the authorizer's function cannot be run: ${reason}`);
  }
  const methods = api.methods.map((method) => {
    const { integration } = method;
    if (!('functionArn' in integration) || running.has(integration.functionArn)) return method;
    const reason = reasonOf(integration.functionArn) ?? 'its function cannot be run';
    return { ...method, integration: { kind: 'unsupported' as const, reason } };
  });
  return { ...api, methods };
}
