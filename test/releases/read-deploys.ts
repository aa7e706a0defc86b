/** Reads the deploys of a runbook from docs/how-to: each block of `ts` holds the settings that one deploy has beside the others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StageSettings } from '../../lib/stages/stage-settings';
import { projectRoot } from '../support/synthesize';

/** Settings of one deploy. */
export type Deploy = Partial<StageSettings>;

const FOLDER = join(projectRoot, 'docs', 'how-to');

/** The headings of all pages, each with the text below it. */
const sections: readonly (readonly [heading: string, text: string])[] = readdirSync(FOLDER)
  .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
  .flatMap((page) => page.split(/^#{1,3} /m))
  .map((text) => {
    const [heading = '', ...lines] = text.split('\n');
    return [heading, lines.join('\n')];
  });

const readBlocks = (section: string) =>
  [...section.matchAll(/^ *```ts\n([\s\S]*?)^ *```$/gm)].map(([, text = '']) => text);

/** Lists the headings of all sections that show settings of a deploy. */
export function listRunbooks(): string[] {
  return sections.filter(([, text]) => readBlocks(text).length > 0).map(([heading]) => heading);
}

/**
 * Returns the deploys of a section, in their order.
 * @param heading without its number signs
 * @throws Error when there is no such section, or none with a deploy
 */
export function readDeploys(heading: string): readonly Deploy[] {
  const blocks = sections.flatMap(([name, text]) => (name === heading ? readBlocks(text) : []));
  if (blocks.length === 0) throw new Error(`docs/how-to has no deploy under ${heading}`);
  // the pages are part of this project, and write settings as lib/stages/stages.ts
  return blocks.map((text) => new Function(`return ({${text}});`)() as Deploy);
}
