/** Decides which media types an API treats as binary. */

/** Whether a media type, with or without parameters, is binary. */
export type BinaryCheck = (mediaType: string | undefined) => boolean;

/**
 * Compiles the binary media types of an API; `image/*` means all images.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
export function compileBinaryMediaTypes(binaryMediaTypes: readonly string[]): BinaryCheck {
  const types = binaryMediaTypes.map((type) => type.replace('~1', '/').toLowerCase());
  return (mediaType) => {
    const type = (mediaType ?? '').split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
    const family = `${type.split('/')[0]}/*`;
    return types.some(
      (binary) => binary === '*/*' || (type !== '' && (binary === type || binary === family)),
    );
  };
}
