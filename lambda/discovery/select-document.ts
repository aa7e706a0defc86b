/** Selects the parts of the API's OpenAPI document that describe the routes of a stage. */

/** Any JSON value. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The parts of an OpenAPI document that routes need. */
export interface RoutesDocument {
  readonly tags: readonly { readonly name: string }[];
  /** Operations by path and by method in lower case. */
  readonly paths: Readonly<Record<string, object>>;
  /** Components by kind and name. */
  readonly components: Readonly<Record<string, object>>;
}

const VERBS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** Components that operations name without a reference. */
const UNREFERENCED = 'securitySchemes';

/** Removes the operations of other routes, and then the tags and components that are no longer referenced. */
export function selectDocument<Document extends RoutesDocument>(
  document: Document,
  served: Readonly<Record<string, unknown>>,
): Document {
  const paths = Object.fromEntries(
    Object.entries(document.paths)
      .map(([path, item]) => [path, selectOperations(path, item, served)] as const)
      .filter(([, item]) => Object.keys(item).some((name) => VERBS.has(name))),
  );
  const named = findReferences({ paths } as Json, document as unknown as Json);
  return {
    ...document,
    tags: document.tags.filter(({ name }) => hasTag(paths, name)),
    paths,
    components: Object.fromEntries(
      Object.entries(document.components).map(([kind, components]) => [
        kind,
        kind === UNREFERENCED ? components : selectNamed(kind, components, named),
      ]),
    ),
  };
}

function selectOperations(path: string, item: object, served: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(item).filter(
      ([name]) => !VERBS.has(name) || Object.hasOwn(served, `${name.toUpperCase()} ${path}`),
    ),
  );
}

function hasTag(paths: Readonly<Record<string, object>>, tag: string): boolean {
  return Object.values(paths).some((item) =>
    Object.values(item).some((operation: { readonly tags?: readonly string[] }) =>
      operation.tags?.includes(tag),
    ),
  );
}

function selectNamed(kind: string, components: object, named: ReadonlySet<string>): object {
  return Object.fromEntries(
    Object.entries(components).filter(([name]) => named.has(`#/components/${kind}/${name}`)),
  );
}

/** Finds every `$ref` in a value, and in the parts that these refer to. */
function findReferences(start: Json, document: Json): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (name === '$ref' && typeof member === 'string' && !found.has(member)) {
        found.add(member);
        visit(resolve(member, document));
      } else visit(member);
    }
  };
  visit(start);
  return found;
}

function resolve(reference: string, document: Json): Json {
  return reference
    .split('/')
    .slice(1)
    .reduce<Json>((value, name) => (value as Readonly<Record<string, Json>>)[name] ?? null, document);
}
