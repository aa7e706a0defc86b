/** Reads the deploys of a runbook from docs/operations.md: each block of `ts` holds the settings that one deploy has beside the others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StageSettings } from '../../lib/stages/stage-settings';
import { projectRoot } from '../support/synthesize';

/** Settings of one deploy. */
export type Deploy = Partial<StageSettings>;

const handbook = readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8');

/** The texts of the sections of the second and third level, by their headings. */
const sections: ReadonlyMap<string, string> = new Map(
  handbook.split(/^#{2,3} /m).map((text) => {
    const [heading = '', ...lines] = text.split('\n');
    return [heading, lines.join('\n')];
  }),
);

const readBlocks = (section = '') =>
  [...section.matchAll(/^ *```ts\n([\s\S]*?)^ *```$/gm)].map(([, text = '']) => text);

/** Lists the headings of all sections that show settings of a deploy. */
export function listRunbooks(): string[] {
  return [...sections].filter(([, text]) => readBlocks(text).length > 0).map(([heading]) => heading);
}

/**
 * Returns the deploys of a section, in their order.
 * @param heading without its number signs
 * @throws Error when there is no such section, or none with a deploy
 */
export function readDeploys(heading: string): readonly Deploy[] {
  const blocks = readBlocks(sections.get(heading));
  if (blocks.length === 0) throw new Error(`docs/operations.md has no deploy under ${heading}`);
  // the handbook is ours, and its settings are written as in lib/stages/stages.ts
  return blocks.map((text) => new Function(`return ({${text}});`)() as Deploy);
}
