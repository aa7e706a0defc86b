/** Finds faults of a small HTML document that a browser would correct in silence. */

/** Elements without content and end tag. */
const VOID = new Set(['br', 'img', 'input', 'link', 'meta', 'hr']);

/** The only elements that a page may hold. */
const KNOWN = new Set([
  ...['html', 'head', 'title', 'style', 'body', 'main', 'h1', 'h2', 'noscript', 'p', 'span', 'section'],
  ...['div', 'dl', 'dt', 'dd', 'form', 'label', 'input', 'button', 'script', 'meta'],
]);

/** What ends a paragraph, although its end tag follows later. */
const BLOCKS = new Set(['p', 'dl', 'div', 'form', 'section', 'main', 'h1', 'h2']);

/** Attributes that name other elements by their ids. */
const REFERENCES = ['for', 'aria-labelledby', 'aria-describedby'];

/** Returns a line for each fault: nesting, unknown elements, ids, references, labels and stray characters. */
export function findHtmlFaults(html: string): readonly string[] {
  const faults: string[] = [];
  const markup = html.replace(/^<!doctype html>\n/, '').replace(/(<(script|style)>).*?(<\/\2>)/gs, '$1$3');
  const open: string[] = [];
  const ids: string[] = [];
  const referenced: string[] = [];
  const labelled = new Set<string>();
  const fields: string[] = [];
  let rest = markup;
  for (const [tag, slash, name = '', attributes = ''] of markup.matchAll(/<(\/?)([a-z][\w-]*)([^>]*)>/g)) {
    rest = rest.replace(tag, '');
    if (!KNOWN.has(name)) faults.push(`unknown element ${name}`);
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) faults.push(`</${name}> ends <${last}>`);
      continue;
    }
    if (open.includes('p') && BLOCKS.has(name)) faults.push(`<${name}> in a paragraph`);
    if (open.includes('label') && name === 'label') faults.push('a label in a label');
    if (!/^(\s[a-z][\w-]*(="[^"<>]*")?)*$/.test(attributes)) faults.push(`attributes of ${tag}`);
    const values = new Map(
      [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
    );
    const names = [...attributes.matchAll(/\s([\w-]+)/g)].map(([, key]) => key);
    if (new Set(names).size !== names.length) faults.push(`twice the same attribute in ${tag}`);
    const id = values.get('id');
    if (id !== undefined) ids.push(id);
    referenced.push(...REFERENCES.flatMap((key) => values.get(key)?.split(' ') ?? []));
    if (name === 'label') labelled.add(values.get('for') ?? '');
    if (name === 'input' && !open.includes('label')) fields.push(id ?? '(none)');
    if (!VOID.has(name)) open.push(name);
  }
  faults.push(...open.map((name) => `<${name}> has no end`));
  if (/[<>]|&(?!(amp|lt|gt|quot|#39);)/.test(rest)) faults.push('a character that must be escaped');
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  faults.push(...referenced.filter((id) => !ids.includes(id)).map((id) => `nothing has the id ${id}`));
  faults.push(...fields.filter((id) => !labelled.has(id)).map((id) => `the field ${id} has no label`));
  if (markup.match(/<h1/g)?.length !== 1) faults.push('not one first heading');
  if (markup.match(/<main/g)?.length !== 1) faults.push('not one main part');
  return faults;
}
