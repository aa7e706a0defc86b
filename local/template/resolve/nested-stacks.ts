/** Finds the templates of nested stacks among the assets of an assembly. */
import { resolve } from 'node:path';
import type { StackFiles } from '../stack-files';
import type { Template, TemplateResource } from '../template';

/** Reads and validates a template. */
export type ReadTemplate = (file: string) => Template;

const nestedType = 'AWS::CloudFormation::Stack';

/** Returns all texts in an unresolved value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/**
 * Returns the file of a template: by the end of its URL, else by the asset path in its metadata; undefined if
 * it is not in the assembly.
 */
function findFile(
  { Properties, Metadata }: TemplateResource,
  directory: string,
  assetPaths: ReadonlyMap<string, string>,
): string | undefined {
  const texts = textsIn(Properties?.TemplateURL);
  const key = [...assetPaths.keys()].find((candidate) =>
    texts.some((text) => text.endsWith(`/${candidate}`)),
  );
  const hint = Metadata?.['aws:asset:path'];
  if (key !== undefined) return assetPaths.get(key);
  return typeof hint === 'string' ? resolve(directory, hint) : undefined;
}

/**
 * Adds the stacks that are nested in a stack, at any depth.
 * @throws AssemblyError when a template cannot be read
 */
export function withNestedStacks(
  stack: StackFiles,
  assetPaths: ReadonlyMap<string, string>,
  readTemplate: ReadTemplate,
  enclosing: ReadonlySet<string> = new Set(),
): StackFiles {
  const nested = Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const file = resource.Type === nestedType ? findFile(resource, stack.directory, assetPaths) : undefined;
    // AWS could not deploy a template that contains itself.
    if (file === undefined || enclosing.has(file)) return [];
    const stackName = `${stack.stackName}-${logicalId}`;
    const plain = {
      ...stack,
      artifactId: stackName,
      stackName,
      dependencies: [],
      template: readTemplate(file),
    };
    return [
      [logicalId, withNestedStacks(plain, assetPaths, readTemplate, new Set([...enclosing, file]))] as const,
    ];
  });
  return { ...stack, nested: new Map(nested) };
}

/** Returns a stack and all stacks nested in it. */
export function flattenStack(stack: StackFiles): readonly StackFiles[] {
  return [stack, ...[...(stack.nested?.values() ?? [])].flatMap(flattenStack)];
}
