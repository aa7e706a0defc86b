/** The operation behind `GET /openapi.json`: the API described for programs, as it is reached here. */

/** The part of an OpenAPI document that differs between deployments. */
export interface ApiDocument {
  readonly servers: readonly { readonly url: string }[];
}

/**
 * Makes the operation.
 * @param dependencies `document`: openapi.json; `apiUrl`: where the API is
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
