/** The operation behind `GET /openapi.json`: the API described for programs, as it is reached here. */

/** The part of an OpenAPI document that differs between deployments. */
export interface ApiDocument {
  readonly servers: readonly { readonly url: string }[];
}

/**
 * Makes the operation.
 * @param dependencies `document`: openapi.json; `issuer`: the URL of the API with its stage
 */
export function getApiDocument<Document extends ApiDocument>({
  document,
  issuer,
}: {
  readonly document: Document;
  readonly issuer: string;
}): () => Document {
  const here = { ...document, servers: [{ url: issuer }] };
  return () => here;
}
