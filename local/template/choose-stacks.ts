/** Chooses the stacks of an assembly to serve: one with a REST API, and those that it depends on. */
import { AssemblyError } from './assembly-error';
import type { AssemblyFiles } from './assembly-files';
import { flattenStack } from './resolve/nested-stacks';
import type { StackFiles } from './stack-files';

function holdsApi(stack: StackFiles): boolean {
  return flattenStack(stack)
    .flatMap(({ template }) => Object.values(template.Resources ?? {}))
    .some(({ Type }) => Type === 'AWS::ApiGateway::RestApi');
}

function chooseMain(stacks: readonly StackFiles[], wanted: string | undefined): StackFiles {
  const names = stacks.map((stack) => stack.stackName).join(', ');
  if (wanted !== undefined) {
    const named = stacks.find((stack) => stack.stackName === wanted || stack.artifactId === wanted);
    if (named === undefined) {
      throw new AssemblyError([`The assembly has no stack ${wanted}: choose one of ${names || '(none)'}.`]);
    }
    return named;
  }
  const serving = stacks.filter(holdsApi);
  const [only] = serving;
  if (only === undefined) {
    throw new AssemblyError([`No stack of the assembly contains a REST API (stacks: ${names || 'none'}).`]);
  }
  if (serving.length > 1) {
    const choices = serving.map((stack) => stack.stackName).join(', ');
    throw new AssemblyError([`Several stacks contain a REST API: choose one with --stack NAME: ${choices}.`]);
  }
  return only;
}

/**
 * Returns the stack to serve, followed by the stacks that it depends on. It can use their tables and
 * functions.
 * @param wanted the name or artifact id of a stack; undefined for the only one with a REST API
 * @throws AssemblyError when there is no such stack, or several have a REST API
 */
export function chooseStacks(files: AssemblyFiles, wanted: string | undefined): readonly StackFiles[] {
  const chosen = new Set([chooseMain(files.stacks, wanted)]);
  for (const stack of chosen) {
    for (const candidate of files.stacks) {
      if (stack.dependencies.includes(candidate.artifactId)) chosen.add(candidate);
    }
  }
  return [...chosen];
}
