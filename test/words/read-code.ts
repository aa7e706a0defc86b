/** Cuts comments and texts for users out of TypeScript and JavaScript. */
import { parse } from '@babel/parser';
import { CODE, type Passage, withoutCode } from './passage';

type Node = Readonly<Record<string, unknown>> & { readonly type: string; start: number; end: number };
type Comment = NonNullable<ReturnType<typeof parse>['comments']>[number];

/** Nodes whose strings name something: a module, a key, a type. */
const NAMING = new Set([
  'ImportDeclaration',
  'ImportExpression',
  'TSLiteralType',
  'TSImportType',
  'Directive',
]);

/** A text is prose when two words stand side by side in it. */
const PROSE = /\p{L}{2,},?\s+\p{L}{2,}/u;

/**
 * @param withStrings whether string literals and templates are read, too
 * @throws SyntaxError when the file does not parse
 */
export function readCode(
  source: string,
  { withStrings }: { readonly withStrings: boolean },
): readonly Passage[] {
  const file = parse(source, { sourceType: 'unambiguous', plugins: ['typescript'] });
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length;
  const comments = joinLineComments(source, file.comments ?? []).map(({ start, end }): Passage => {
    const text = source.slice(start, end).replace(/^[^\S\n]*(\/\/+|\/?\*+(?!\w))|\*\/$/gm, ' ');
    return { line: lineOf(start), text: withoutCode(text) };
  });
  if (!withStrings) return comments;
  const strings = listStrings(file.program as unknown as Node).map(({ start, text }) => ({
    line: lineOf(start),
    text: withoutCode(text(source)),
  }));
  return [...comments, ...strings.filter(({ text }) => PROSE.test(text))];
}

/** Returns the ranges of comments. Line comments in successive lines are one. */
function joinLineComments(
  source: string,
  comments: readonly Comment[],
): readonly { start: number; end: number }[] {
  const ranges: { start: number; end: number; isLine: boolean }[] = [];
  for (const { start = 0, end = 0, type } of comments as readonly (Comment & {
    start: number;
    end: number;
  })[]) {
    const last = ranges.at(-1);
    const isLine = type === 'CommentLine';
    if (last?.isLine && isLine && /^\s*$/.test(source.slice(last.end, start))) last.end = end;
    else ranges.push({ start, end, isLine });
  }
  return ranges;
}

interface FoundString {
  readonly start: number;
  readonly text: (source: string) => string;
}

function listStrings(root: Node): readonly FoundString[] {
  const found: FoundString[] = [];
  visit(root);
  return found;

  function visit(node: Node): void {
    if (NAMING.has(node.type)) return;
    const { start, end } = node;
    if (node.type === 'StringLiteral') {
      found.push({ start, text: (source) => unescapeText(source.slice(start + 1, end - 1)) });
    }
    if (node.type === 'TemplateLiteral') {
      const holes = node.expressions as readonly Node[];
      found.push({ start, text: (source) => unescapeText(fillHoles(source, { start, end, holes })) });
    }
    for (const [key, child] of Object.entries(node)) {
      if (key === 'loc' || key.endsWith('Comments')) continue;
      for (const part of Array.isArray(child) ? child : [child]) if (isNode(part)) visit(part);
    }
  }
}

/** The text of a template, with `CODE` for each expression. */
function fillHoles(
  source: string,
  { start, end, holes }: { readonly start: number; readonly end: number; readonly holes: readonly Node[] },
): string {
  let text = '';
  let from = start + 1;
  for (const hole of holes) {
    const lines = source.slice(hole.start, hole.end).split('\n').length;
    text += source.slice(from, source.lastIndexOf('${', hole.start)) + CODE + '\n'.repeat(lines - 1);
    from = source.indexOf('}', hole.end) + 1;
  }
  return text + source.slice(from, end - 1);
}

/** An escaped line break of a string is a space here: the string has one line in the file. */
function unescapeText(text: string): string {
  return text.replace(/\\[nt]/g, ' ').replace(/\\(.)/g, '$1');
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
