/** The operation behind `GET /openapi.json`: the OpenAPI document with the URL of this deployment. */

/** The part of an OpenAPI document that differs between deployments. */
export interface ApiDocument {
  readonly servers: readonly { readonly url: string }[];
}

/**
 * Creates the operation.
 * @param dependencies `document`: openapi.json; `apiUrl`: the URL of the API
 */
export function getApiDocument<Document extends ApiDocument>({
  document,
  apiUrl,
}: {
  readonly document: Document;
  readonly apiUrl: string;
}): () => Document {
  const here = { ...document, servers: [{ url: apiUrl }] };
  return () => here;
}
