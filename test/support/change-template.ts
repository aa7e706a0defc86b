/** Copies a synthesized assembly and changes the copy's template, for a stage that is not defined. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the code that changes a resource knows its type
  readonly Properties: any;
}

/** The resources of a template, by logical id. */
export type Resources = Record<string, Resource>;

/** Reads the resources of an assembly's only stack. */
export function readResources(assembly: string): Resources {
  return JSON.parse(readFileSync(findTemplate(assembly), 'utf8')).Resources;
}

/**
 * Copies an assembly.
 * @param change changes the resources in place
 */
export function copyChanged(assembly: string, copy: string, change: (resources: Resources) => void): void {
  cpSync(assembly, copy, { recursive: true });
  const path = findTemplate(copy);
  const template: { Resources: Resources } = JSON.parse(readFileSync(path, 'utf8'));
  change(template.Resources);
  writeFileSync(path, JSON.stringify(template));
}

function findTemplate(assembly: string): string {
  const names = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
  const [name] = names;
  if (name === undefined || names.length > 1) throw new Error(`Expected one template, found ${names.length}`);
  return join(assembly, name);
}
