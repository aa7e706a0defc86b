/**
 * Describes how one stage's template differs from another's. Different templates have different descriptions.
 */
import { type Difference, findDifferences, isObject, type Path } from './find-differences';
import { joinTexts } from './join-texts';

type Section = Readonly<Record<string, unknown>>;
type Template = Readonly<Record<string, unknown>>;

/** A template and the name of its stack, which is ignored in resource names. */
export interface NamedTemplate {
  readonly stack: string;
  readonly template: Template;
}

/** Resources that both stages have. A new resource is compared with them, for a shorter description. */
type Models = ReadonlyMap<string, unknown>;

/**
 * Returns the lines of the description. A difference that several members of a section share is listed once,
 * with their names. A new resource is described as its difference from the most similar resource of its type,
 * if that is shorter.
 */
export function describeDifference(from: NamedTemplate, to: NamedTemplate): string {
  const [renamedFrom, renamedTo] = [withoutStack(from), withoutStack(to)];
  const sections = [...new Set([...Object.keys(renamedFrom), ...Object.keys(renamedTo)])].sort();
  return sections
    .flatMap((name) => {
      const lines = describeSection(toSection(renamedFrom[name]), toSection(renamedTo[name]));
      return lines.length === 0 ? [] : [`${name}:`, ...lines.map((line) => `  ${line}`)];
    })
    .join('\n');
}

const toSection = (value: unknown): Section => (isObject(value) ? value : { '': value });

/**
 * Replaces the stack's name, and the hash at the end of each name that contains it.
 * @throws Error when two resources then have the same name
 */
function withoutStack({ template, stack }: NamedTemplate): Template {
  const inIds = stack.replaceAll('-', '');
  const text = JSON.stringify(joinTexts(template))
    .replace(
      new RegExp(`\\b(\\w*)${inIds}(\\w*?)[0-9A-F]{8}([A-Z]\\w*?)[0-9A-F]{8}\\b`, 'g'),
      '$1<Stack>$2$3',
    )
    .replaceAll(stack, '<Stack>')
    .replaceAll(inIds, '<Stack>');
  const renamed = JSON.parse(text) as Template;
  const count = (value: Template) => Object.keys(toSection(value.Resources)).length;
  if (count(renamed) !== count(template))
    throw new Error('Two resources have the same name without the stack');
  return renamed;
}

/** Groups the differences of a section's members by their content. */
function describeSection(from: Section, to: Section): readonly string[] {
  const groups = new Map<string, string[]>();
  const described = new Map(Object.entries(from));
  for (const name of [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()) {
    for (const line of describeMember(name, from, to, described)) {
      groups.set(line, [...(groups.get(line) ?? []), name]);
    }
    if (Object.hasOwn(to, name)) described.set(name, to[name]);
  }
  return [...groups].flatMap(([lines, names]) => [
    `${names.join(', ')}`,
    ...lines.split('\n').map((line) => `  ${line}`),
  ]);
}

function describeMember(name: string, from: Section, to: Section, models: Models): readonly string[] {
  if (!Object.hasOwn(to, name)) return [`- ${typeOf(from[name])}`];
  if (!Object.hasOwn(from, name)) return [describeNew(to[name], models)];
  return findDifferences(from[name], to[name]).map(describeOne);
}

function describeNew(value: unknown, models: Models): string {
  const whole = `+ ${JSON.stringify(value, undefined, 2)}`;
  let shortest = whole;
  for (const [name, model] of models) {
    if (typeOf(model) !== typeOf(value) || !isObject(value)) continue;
    const lines = [
      `+ as ${name}, but`,
      ...findDifferences(model, value).map((one) => `  ${describeOne(one)}`),
    ];
    const text = lines.join('\n');
    if (text.length < shortest.length) shortest = text;
  }
  return shortest;
}

const typeOf = (value: unknown) =>
  isObject(value) && typeof value.Type === 'string' ? value.Type : JSON.stringify(value);

function describeOne({ kind, path, from, to }: Difference): string {
  if (kind === '~') return `~ ${showPath(path)}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`;
  return kind === '-' ? `- ${showPath(path)}` : `+ ${showPath(path)}: ${showValue(to)}`;
}

/** Returns one line, unless that is too long to read. */
function showValue(value: unknown): string {
  const line = JSON.stringify(value);
  return line.length <= 120 ? line : JSON.stringify(value, undefined, 2);
}

/** `Properties["a name.with a point"][2]` */
function showPath(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[\w:-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join('')
    .replace(/^\./, '');
}
