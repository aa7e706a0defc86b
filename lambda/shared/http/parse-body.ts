/** Parses a request's JSON body and validates it against its schema. */
import type * as z from 'zod/mini';
import {
  InvalidRequestBodyError,
  PayloadTooLargeError,
  UnsupportedMediaTypeError,
  ValidationError,
} from '../errors';
import { withoutLocale } from '../schema-messages';
import { explainIssue } from './explain-issue';

/** The size of the largest valid body, in bytes. */
export const MAX_BODY_BYTES = 8192;

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** The body as API Gateway passes it on. */
export interface RawBody {
  readonly text: string | null;
  readonly isBase64Encoded: boolean;
  readonly contentType: string | undefined;
}

/**
 * Parses and validates a body.
 * @throws UnsupportedMediaTypeError, PayloadTooLargeError, InvalidRequestBodyError, ValidationError
 */
export function parseBody<Schema extends z.ZodMiniType>(raw: RawBody, schema: Schema): z.output<Schema> {
  if (!JSON_TYPE.test(raw.contentType?.trim() ?? '')) {
    throw new UnsupportedMediaTypeError('The content type is not application/json');
  }
  const bytes = Buffer.from(raw.text ?? '', raw.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) throw new PayloadTooLargeError(`The body has ${bytes.length} bytes`);

  const body = parseJson(bytes.toString('utf8'));
  const result = schema.safeParse(body, withoutLocale);
  if (result.success) return result.data;
  throw new ValidationError(result.error.issues.map((issue) => explainIssue(issue, body, schema)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes the text.
    throw new InvalidRequestBodyError('The body is not JSON');
  }
}
