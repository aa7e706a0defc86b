/**
 * Reads the Lambda functions that the served APIs call, with the policies of their roles and their
 * permissions.
 */
import type { AssemblyView, ResourceView } from '../assembly-view';
import type { FunctionDefinition, InvokePermission, NotRun } from '../model';
import { createRolePolicyReader } from '../policies/role-policies';
import { toFunctionArn } from '../resolve/physical-names';
import { listOf, numberOf, objectOf, textOf, textsOf } from '../resolve/property';
import { type CodeSources, findCode } from './find-code';

/** The functions of an app. */
export interface FunctionsRead {
  readonly functions: readonly FunctionDefinition[];
  readonly notRun: readonly NotRun[];
}

function readPermissions(view: AssemblyView): ReadonlyMap<string, InvokePermission[]> {
  const byFunction = new Map<string, InvokePermission[]>();
  for (const permission of view.ofType('AWS::Lambda::Permission')) {
    const properties = permission.properties();
    const arn = toFunctionArn(textOf(properties, 'FunctionName') ?? '', view);
    const sourceArn = textOf(properties, 'SourceArn');
    const granted = byFunction.get(arn) ?? [];
    granted.push({
      principal: textOf(properties, 'Principal') ?? '',
      action: textOf(properties, 'Action') ?? '',
      ...(sourceArn !== undefined && { sourceArn }),
    });
    byFunction.set(arn, granted);
  }
  return byFunction;
}

/**
 * Reads the functions.
 * @param reached the ARNs of the functions that an API calls; the others are listed and not run
 */
export function readFunctions(
  view: AssemblyView,
  reached: ReadonlySet<string>,
  sources: CodeSources,
): FunctionsRead {
  const policiesOf = createRolePolicyReader(view);
  const permissions = readPermissions(view);
  const functions: FunctionDefinition[] = [];
  const notRun = new Set<NotRun>();

  function read(fn: ResourceView, arn: string): void {
    const code = findCode(fn, sources);
    if ('problem' in code) {
      view.report(fn.logicalId, code.problem);
      return;
    }
    if ('notRun' in code) {
      notRun.add({ logicalId: fn.logicalId, type: fn.type, reason: code.notRun });
      return;
    }
    const properties = fn.properties();
    const roleArn = textOf(properties, 'Role') ?? '';
    const role = policiesOf(roleArn);
    for (const entry of role.notJudged) notRun.add(entry);
    functions.push({
      logicalId: fn.logicalId,
      name: fn.ref,
      arn,
      codePath: code.path,
      handler: textOf(properties, 'Handler') ?? '',
      ...(fn.metadata['local:esbuild'] !== undefined && { esbuild: objectOf(fn.metadata, 'local:esbuild') }),
      environment: textsOf(objectOf(properties, 'Environment'), 'Variables'),
      ...(fn.metadata['local:no-throttle'] !== undefined && {
        unthrottledEnvironment: textsOf(objectOf(fn.metadata, 'local:no-throttle'), 'environment'),
      }),
      // Lambda's own defaults: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
      timeoutSeconds: numberOf(properties, 'Timeout', 3),
      memoryMb: numberOf(properties, 'MemorySize', 128),
      rolePolicies: role.policies,
      roleArn,
      ...(listOf(properties, 'Layers').length > 0 && { hasLayers: true }),
      permissions: permissions.get(arn) ?? [],
    });
  }

  for (const fn of view.ofType('AWS::Lambda::Function')) {
    const arn = fn.attribute('Arn');
    if (reached.has(arn)) read(fn, arn);
    else notRun.add({ logicalId: fn.logicalId, type: fn.type, reason: 'no served API calls it' });
  }
  return { functions, notRun: [...notRun] };
}
