/** The parts of an OpenAPI document that the pages read or write. */

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** The operations of one path by verb, in lower case, and their common members, such as `parameters`. */
export type PathItem = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.x document. */
export interface OpenApiDocument extends Json {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, PathItem>>;
}

/** The verbs of a path item. */
export const VERBS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** Whether a value is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a document. Returns undefined if the text is not an OpenAPI document. */
export function parseDocument(text: string): OpenApiDocument | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isJson(value) || typeof value.openapi !== 'string' || !value.openapi.startsWith('3.'))
      return undefined;
    if (!isJson(value.paths) || !Object.values(value.paths).every(isJson)) return undefined;
    return value as OpenApiDocument;
  } catch {
    return undefined;
  }
}
