/**
 * The resources of the served stacks for the readers of tables, functions and APIs. Resources are resolved on
 * first use.
 */
import type { StackResolver } from './resolve/stack-resolver';

/**
 * A resource whose intrinsics are resolved on first use. So a broken resource that is never read causes no
 * problem.
 */
export interface ResourceView {
  /** Unique in the app: the logical id, prefixed with the stack's name unless the stack is the served one. */
  readonly logicalId: string;
  readonly stackName: string;
  /** The logical id in its stack. */
  readonly name: string;
  readonly type: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The folder that paths in the metadata are relative to. */
  readonly directory: string;
  /** The value of `Ref`. */
  readonly ref: string;
  attribute(name: string): string;
  /** Returns the resolved properties, with the URLs and hosts of served APIs replaced. */
  properties(): Readonly<Record<string, unknown>>;
  /** Whether some properties could not be resolved. This is already reported. */
  isIncomplete(): boolean;
}

/** All inputs of the readers. */
export interface AssemblyView {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly resources: readonly ResourceView[];
  ofType(...types: readonly string[]): readonly ResourceView[];
  /** Reports a problem of a resource. */
  report(logicalId: string, problem: string): void;
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((member) => mapStrings(member, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mapStrings(member, change)]),
  );
}

function viewStack(
  resolver: StackResolver,
  isMain: boolean,
  localise: (text: string) => string,
): readonly ResourceView[] {
  const { nested } = resolver.stack;
  // A nested stack is represented by its own resources.
  const own = [...resolver.resources].filter(([name]) => nested?.has(name) !== true);
  return own.map(([name, resource]) => {
    let properties: Record<string, unknown> | undefined;
    return {
      logicalId: isMain ? name : `${resolver.stack.stackName}/${name}`,
      stackName: resolver.stack.stackName,
      name,
      type: resource.Type,
      metadata: resource.Metadata ?? {},
      directory: resolver.stack.directory,
      get ref() {
        return resolver.ref(name);
      },
      attribute: (attribute) => resolver.attribute(name, attribute),
      properties() {
        properties ??= mapStrings(resolver.resolve(resource.Properties ?? {}, name), localise) as Record<
          string,
          unknown
        >;
        return properties;
      },
      isIncomplete() {
        this.properties();
        return resolver.hasFailed(name);
      },
    };
  });
}

/**
 * Creates the view of the served stacks. The main stack is first.
 * @param localise applied to every text in the properties
 */
export function createView(
  resolvers: readonly StackResolver[],
  localise: (text: string) => string,
  { region, accountId, partition }: Pick<AssemblyView, 'region' | 'accountId' | 'partition'>,
  report: AssemblyView['report'],
): AssemblyView {
  const resources = resolvers.flatMap((resolver, index) => viewStack(resolver, index === 0, localise));
  return {
    region,
    accountId,
    partition,
    resources,
    report,
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
  };
}
