/** Reads the deploys of a runbook from docs/operations.md: each block of `ts` holds the settings that one deploy has beside the others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StageSettings } from '../../lib/stages/stage-settings';
import { projectRoot } from '../support/synthesize';

/** Settings of one deploy. */
export type Deploy = Partial<StageSettings>;

const handbook = readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8');

/**
 * Returns the deploys of a section, in their order.
 * @param heading without its number signs
 * @throws Error when there is no such section, or none with a deploy
 */
export function readDeploys(heading: string): readonly Deploy[] {
  const [, section = ''] =
    new RegExp(`^#{2,3} ${heading}\\n([\\s\\S]*?)(?=^#{2,3} |$(?![\\s\\S]))`, 'm').exec(handbook) ?? [];
  const blocks = [...section.matchAll(/^ *```ts\n([\s\S]*?)^ *```$/gm)].map(([, text = '']) => text);
  if (blocks.length === 0) throw new Error(`docs/operations.md has no deploy under ${heading}`);
  // the handbook is ours, and its settings are written as in lib/stages/stages.ts
  return blocks.map((text) => new Function(`return ({${text}});`)() as Deploy);
}
