/** The operation behind `GET /.well-known/webauthn`, which browsers read (WebAuthn Level 3 section 5.11). */

/** The origins that may use the passkeys of this host, besides those that its name covers. */
export interface RelatedOrigins {
  readonly origins: readonly string[];
}

/** Creates the operation. */
export function getRelatedOrigins({
  relatedOrigins,
}: {
  readonly relatedOrigins: readonly string[];
}): () => RelatedOrigins {
  const published: RelatedOrigins = { origins: relatedOrigins };
  return () => published;
}
