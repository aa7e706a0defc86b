/** Reads the deployments of a runbook from docs/how-to: each `ts` block holds the settings that one deployment adds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import type { StageSettings } from '../../lib/stages/stage-settings';
import { projectRoot } from '../support/synthesize';

/** The settings of one deployment. */
export type Deploy = Partial<StageSettings>;

const FOLDER = join(projectRoot, 'docs', 'how-to');

const pages = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), 'utf8'));

/** The headings of all pages, each with the text below. */
const sections: readonly (readonly [heading: string, text: string])[] = pages
  .flatMap((page) => page.split(/^#{1,3} /m))
  .map((text) => {
    const [heading = '', ...lines] = text.split('\n');
    return [heading, lines.join('\n')];
  });

const readBlocks = (section: string) =>
  [...section.matchAll(/^ *```ts\n([\s\S]*?)^ *```$/gm)].map(([, text = '']) => text);

/**
 * Returns the blocks that may hold settings but have another form, so that `readBlocks` does not find them.
 * Each is its language and its first line.
 */
export function listUnreadBlocks(markdown: readonly string[] = pages): string[] {
  return markdown.flatMap((page) => {
    const read = readBlocks(page);
    return new MarkdownIt()
      .parse(page, {})
      .filter(({ type, info }) => /^(?:fence|code_block)$/.test(type) && isTypeScript(info))
      .filter(({ content }) => !read.some((text) => withoutIndent(text) === withoutIndent(content)))
      .map(({ info, content }) => `${info}: ${content.split('\n')[0]}`);
  });
}

/** Whether a block is TypeScript, or has no language and may be. */
const isTypeScript = (info: string) =>
  /^(?:[cm]?[jt]sx?|typescript|javascript)?(?:[^a-z]|$)/i.test(info.trim());
const withoutIndent = (text: string) => text.replace(/^ +/gm, '');

/** Returns the headings of all sections that show the settings of a deployment. */
export function listRunbooks(): string[] {
  return sections.filter(([, text]) => readBlocks(text).length > 0).map(([heading]) => heading);
}

/**
 * Returns the deployments of a section, in order.
 * @param heading the heading without its number signs
 * @throws Error if there is no such section, or it has no deployment
 */
export function readDeploys(heading: string): readonly Deploy[] {
  const blocks = sections.flatMap(([name, text]) => (name === heading ? readBlocks(text) : []));
  if (blocks.length === 0) throw new Error(`docs/how-to has no deploy under ${heading}`);
  // the pages are trusted, because they are part of this project; they write settings as lib/stages/stages.ts does
  return blocks.map((text) => new Function(`return ({${text}});`)() as Deploy);
}
