/** Fits a document about an API to what is served here: these routes and no others, called at this origin. */
import { isJson, type Json, type OpenApiDocument, type PathItem, VERBS } from './openapi';

/**
 * Takes from the document what it says of each route; what it says nothing of is taken from the description.
 * @param described the routes that are served
 */
export function adaptDocument(document: OpenApiDocument, described: OpenApiDocument): OpenApiDocument {
  const known = new Map(
    Object.entries(document.paths).map(([path, item]) => [shapeOf(path), { path, item }]),
  );
  const missing: PathItem[] = [];
  const paths = Object.entries(described.paths).map(([path, served]) => {
    const about = known.get(shapeOf(path));
    if (about === undefined) {
      missing.push(...operationsOf(served));
      return [path, served] as const;
    }
    return [about.path, pick(about.item, served, missing)] as const;
  });
  const { servers: _deployed, ...rest } = document;
  return {
    ...rest,
    servers: [{ url: '/' }],
    paths: Object.fromEntries(paths),
    components: withSchemes(document, described, missing),
  };
}

/** A path whatever its parameters are called. */
export function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}');
}

/** @param missing gets the operations of which the document says nothing */
function pick(item: PathItem, served: PathItem, missing: PathItem[]): PathItem {
  const common = Object.entries(item).filter(([name]) => !isVerb(name) && name !== 'servers');
  const operations = VERBS.filter((verb) => verb in served).map((verb) => {
    const operation = item[verb];
    if (!isJson(operation)) {
      missing.push(served[verb] as PathItem);
      return [verb, served[verb]] as const;
    }
    const { servers: _deployed, ...rest } = operation;
    return [verb, rest] as const;
  });
  return Object.fromEntries([...common, ...operations]);
}

function isVerb(name: string): boolean {
  return (VERBS as readonly string[]).includes(name);
}

function operationsOf(item: PathItem): readonly PathItem[] {
  return VERBS.flatMap((verb) => (isJson(item[verb]) ? [item[verb]] : []));
}

/** The document's components, and of the description's security schemes those that the missing operations name. */
function withSchemes(
  document: OpenApiDocument,
  described: OpenApiDocument,
  missing: readonly PathItem[],
): Json {
  const components = isJson(document.components) ? document.components : {};
  const named = new Set(
    missing.flatMap(({ security }) => (security as readonly Json[]).flatMap((needed) => Object.keys(needed))),
  );
  const schemes = Object.entries((described.components as Json).securitySchemes as Json);
  return {
    ...components,
    securitySchemes: {
      ...(isJson(components.securitySchemes) && components.securitySchemes),
      ...Object.fromEntries(schemes.filter(([name]) => named.has(name))),
    },
  };
}
