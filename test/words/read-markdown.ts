/** Cuts the prose out of Markdown. */
import MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import { CODE, type Passage } from './passage';

const parser = new MarkdownIt({ html: true });

/** A heading, paragraph, item or cell. */
export interface Block {
  readonly line: number;
  readonly kind: 'heading' | 'paragraph' | 'cell';
  /** Text, code, links and emphasis in order. */
  readonly parts: readonly Token[];
}

/** Returns the blocks of a document. Code blocks and HTML are left out. */
export function readBlocks(source: string): readonly Block[] {
  let line = 1;
  let kind: Block['kind'] = 'paragraph';
  return parser.parse(source, {}).flatMap(({ type, map, children }) => {
    if (map) line = map[0] + 1;
    if (type === 'heading_open') kind = 'heading';
    if (type === 'paragraph_open') kind = 'paragraph';
    if (type === 'th_open' || type === 'td_open') kind = 'cell';
    return type === 'inline' ? [{ line, kind, parts: children ?? [] }] : [];
  });
}

/** Returns the prose of a document. */
export function readMarkdown(source: string): readonly Passage[] {
  return readBlocks(source).map(({ line, kind, parts }) => ({
    line,
    text: textOf(parts, CODE),
    hasSentences: kind === 'paragraph',
  }));
}

/**
 * Returns what a reader sees of a block, in the lines of the file.
 * @param code what replaces inline code @default - the code itself
 */
export function textOf(parts: readonly Token[], code?: string): string {
  return parts
    .map(({ type, content }) => {
      if (type === 'text' || type === 'image') return content;
      if (type === 'code_inline') return code ?? content;
      return type === 'softbreak' || type === 'hardbreak' ? '\n' : '';
    })
    .join('');
}
