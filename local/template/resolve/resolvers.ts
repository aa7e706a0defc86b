/**
 * Creates the resolvers of all served stacks, including nested ones. They can look up values of each other.
 */

import type { AttributeRead } from '../custom/attribute-reads';
import type { StackFiles } from '../stack-files';
import { objectOf } from './property';
import { createStackResolver, type NestedOutput, type StackResolver } from './stack-resolver';

/** The values that all stacks of an assembly share. */
export interface StackDefaults {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

/** The inputs of the resolvers. */
export interface ResolversOptions extends StackDefaults {
  readonly physicalId?:
    | ((logicalId: string, type: string, stackName: string) => string | undefined)
    | undefined;
  /** Returns responses of custom resources, see `StackResolverOptions`. */
  readonly answered?: ((read: AttributeRead) => string | undefined) | undefined;
}

/**
 * Creates the resolvers. Those of the given stacks are first.
 * @param report receives each problem
 */
export function createResolvers(
  stacks: readonly StackFiles[],
  options: ResolversOptions,
  report: (problem: string) => void,
): readonly StackResolver[] {
  const resolvers: StackResolver[] = [];

  const exported = (name: string): unknown => {
    for (const resolver of resolvers) {
      for (const [output, { Value, Export }] of Object.entries(resolver.stack.template.Outputs ?? {})) {
        if (Export !== undefined && resolver.resolve(Export.Name, output) === name) {
          return resolver.resolve(Value, output);
        }
      }
    }
    return undefined;
  };

  function create(stack: StackFiles, given?: (name: string) => unknown): StackResolver {
    const nested = new Map<string, StackResolver>();
    const pending = new Set<string>();

    function output(logicalId: string, name: string): NestedOutput | undefined {
      const inner = nested.get(logicalId);
      if (inner === undefined) return undefined;
      const key = `${logicalId}.${name}`;
      const declared = inner.stack.template.Outputs?.[name];
      if (declared === undefined || pending.has(key)) return { value: undefined };
      pending.add(key);
      try {
        return { value: inner.resolve(declared.Value, name) };
      } finally {
        pending.delete(key);
      }
    }

    const { physicalId } = options;
    const resolver = createStackResolver(stack, {
      ...options,
      physicalId: physicalId && ((logicalId, type) => physicalId(logicalId, type, stack.stackName)),
      ...(given !== undefined && { given }),
      output,
      exported,
      report,
    });
    for (const [logicalId, files] of stack.nested ?? []) {
      const resource = resolver.resources.get(logicalId);
      if (resource === undefined) continue;
      const parameters = objectOf(resource.Properties ?? {}, 'Parameters');
      const inner = create(files, (name) => resolver.resolve(parameters[name], logicalId));
      nested.set(logicalId, inner);
    }
    resolvers.push(resolver);
    return resolver;
  }

  const main = stacks.map((stack) => create(stack));
  return [...main, ...resolvers.filter((resolver) => !main.includes(resolver))];
}
