/**
 * Adapts an OpenAPI document to the served API: it contains only the served routes, with this origin as its
 * server.
 */
import { isJson, type Json, type OpenApiDocument, type PathItem, VERBS } from './openapi';

/**
 * Returns the document's descriptions of the served routes. Routes that it lacks are copied from the
 * description.
 * @param described the served routes
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

/** Returns a path without the names of its parameters. */
export function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}');
}

/** @param missing receives the operations that the document lacks */
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

/**
 * Returns the document's components, and those security schemes of the description that the missing
 * operations use.
 */
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
