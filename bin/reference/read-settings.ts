/** Reads the settings of a stage from the doc comments of lib/stages. */

/** One property of an interface. */
export interface Setting {
  readonly name: string;
  readonly isOptional: boolean;
  /** The type in TypeScript, without `undefined`: a setting that is undefined counts as absent. */
  readonly type: string;
  /** The doc comment as one line, without its tags. */
  readonly text: string;
  /** The value of `@default`. */
  readonly default?: string;
  /** The value of `@see`. */
  readonly source?: string;
}

/** An exported interface. */
export interface SettingsGroup {
  readonly name: string;
  readonly settings: readonly Setting[];
}

const INTERFACE = /^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}$/gm;
const PROPERTY = /^ {2}(?:\/\*\*([\s\S]*?)\*\/\n {2})?readonly (\w+)(\??): ([^;]+);/gm;

/** Returns the exported interfaces of a source file, in source order. @param source a text that Biome has formatted */
export function readSettings(source: string): readonly SettingsGroup[] {
  return [...source.matchAll(INTERFACE)].map(([, name = '', body = '']) => ({
    name,
    settings: [...body.matchAll(PROPERTY)].map(([, comment = '', property = '', mark, type = '']) => ({
      name: property,
      isOptional: mark === '?',
      type: toLine(type).replace(/ \| undefined$/, ''),
      ...readComment(comment),
    })),
  }));
}

function readComment(comment: string): Pick<Setting, 'text' | 'default' | 'source'> {
  const [text = '', ...tags] = toLine(comment.replace(/^\s*\* ?/gm, ' ')).split(/ (?=@(?:default|see) )/);
  const find = (name: string) => tags.find((tag) => tag.startsWith(`@${name} `))?.slice(name.length + 2);
  const [value, source] = [find('default'), find('see')];
  return { text, ...(value !== undefined && { default: value }), ...(source !== undefined && { source }) };
}

const toLine = (text: string) => text.replace(/\s+/g, ' ').trim();
