/**
 * Reads the custom resources whose attributes the served resources use, each with the function that creates
 * it.
 */
import type { AssemblyView, ResourceView } from '../assembly-view';
import type { CustomResource, FunctionDefinition, NotRun } from '../model';
import type { CodeSources } from '../read/find-code';
import { readFunctions } from '../read/read-functions';
import { textOf } from '../resolve/property';
import { type AttributeReads, isCustomType, resourceKey } from './attribute-reads';

/** The custom resources of an app. */
export interface CustomResourcesRead {
  readonly customResources: readonly CustomResource[];
  readonly notRun: readonly NotRun[];
}

/**
 * The environment variables in which a function of the CDK's provider framework has the ARNs of the app's
 * functions.
 */
const FRAMEWORK = { onEvent: 'USER_ON_EVENT_FUNCTION_ARN', isComplete: 'USER_IS_COMPLETE_FUNCTION_ARN' };

/**
 * Reads the custom resources. Call it last, because attributes are recorded while other resources are read.
 * Custom resources that are not used or cannot be run are listed in `notRun`.
 */
export function readCustomResources(
  view: AssemblyView,
  reads: AttributeReads,
  sources: CodeSources,
): CustomResourcesRead {
  const found = new Map<string, CustomResource>();
  const notRun = new Map<string, NotRun>();
  const custom = new Map(
    view.resources
      .filter(({ type }) => isCustomType(type))
      .map((resource) => [resourceKey(resource.stackName, resource.name), resource]),
  );

  function note(key: string, resource: ResourceView): void {
    const { logicalId, type } = resource;
    const read = readOne(resource, view, sources);
    if ('reason' in read) notRun.set(key, { logicalId, type, reason: read.reason });
    else found.set(key, { ...read, key, dependsOn: [] });
  }

  // Reading one can add to the reads.
  for (let index = 0; index < reads.all.length; index += 1) {
    const { stackName, of } = reads.all[index] ?? { stackName: '', of: '' };
    const key = resourceKey(stackName, of);
    const resource = custom.get(key);
    if (resource !== undefined && !found.has(key) && !notRun.has(key)) note(key, resource);
  }
  for (const [key, { logicalId, type }] of custom) {
    if (found.has(key) || notRun.has(key)) continue;
    notRun.set(key, { logicalId, type, reason: 'no served resource reads its attributes' });
  }
  const dependenciesOf = ({ key, stackName, name, provider }: CustomResource) => [
    ...new Set(
      reads.all
        .filter((read) => read.stackName === stackName && [name, provider.logicalId].includes(read.by))
        .map(({ of }) => resourceKey(stackName, of))
        .filter((other) => other !== key && found.has(other)),
    ),
  ];
  return {
    customResources: [...found.values()].map((resource) => ({
      ...resource,
      dependsOn: dependenciesOf(resource),
    })),
    notRun: [...notRun.values()],
  };
}

type Read = Omit<CustomResource, 'key' | 'dependsOn'> | { readonly reason: string };

function readOne(resource: ResourceView, view: AssemblyView, sources: CodeSources): Read {
  const properties = resource.properties();
  const { stackName, name, type } = resource;
  const token = findFunction(textOf(properties, 'ServiceToken'), view, sources);
  if (typeof token === 'string') return { reason: token };
  const { [FRAMEWORK.onEvent]: onEvent, [FRAMEWORK.isComplete]: isComplete } = token.environment;
  const common = { stackName, name, type, properties };
  if (onEvent === undefined) return { ...common, provider: token, answers: 'to-url' };
  if (isComplete !== undefined)
    return { reason: 'providers that are asked whether they are complete are not run' };
  const provider = findFunction(onEvent, view, sources);
  return typeof provider === 'string' ? { reason: provider } : { ...common, provider, answers: 'by-return' };
}

/** @returns the function, or the reason why it cannot be run */
function findFunction(
  arn: string | undefined,
  view: AssemblyView,
  sources: CodeSources,
): FunctionDefinition | string {
  const fn = view.ofType('AWS::Lambda::Function').find((candidate) => candidate.attribute('Arn') === arn);
  if (arn === undefined || fn === undefined) return 'its ServiceToken is not a function of the assembly';
  const { functions, notRun } = readFunctions(view, new Set([arn]), sources);
  const reason = notRun.find(({ logicalId }) => logicalId === fn.logicalId)?.reason;
  return functions[0] ?? `its function cannot be run: ${reason ?? 'its code is missing'}`;
}
