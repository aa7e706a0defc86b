/** Reads a request's JSON body against its schema. */
import type * as z from 'zod/mini';
import {
  type FieldError,
  MalformedJsonError,
  PayloadTooLargeError,
  UnsupportedMediaTypeError,
  ValidationError,
} from '../errors';

/** No valid body is larger, in bytes. */
export const MAX_BODY_BYTES = 8192;

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** A name that is safe to repeat: it is shorter than a password, which a caller may have mistaken for a member. */
const SAFE_NAME = /^[A-Za-z_][\w-]{0,13}$/;

/** The body as API Gateway hands it on. */
export interface RawBody {
  readonly text: string | null;
  readonly isBase64Encoded: boolean;
  readonly contentType: string | undefined;
}

/**
 * Parses a body and judges it by its schema.
 * @throws UnsupportedMediaTypeError, PayloadTooLargeError, MalformedJsonError, ValidationError
 */
export function parseBody<Schema extends z.ZodMiniType>(raw: RawBody, schema: Schema): z.output<Schema> {
  if (!JSON_TYPE.test(raw.contentType?.trim() ?? '')) {
    throw new UnsupportedMediaTypeError('The content type is not application/json');
  }
  const bytes = Buffer.from(raw.text ?? '', raw.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) throw new PayloadTooLargeError(`The body has ${bytes.length} bytes`);

  const result = schema.safeParse(parseJson(bytes.toString('utf8')));
  if (!result.success) throw new ValidationError(result.error.issues.flatMap(toFieldErrors));
  return result.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // without the cause: the parser's message quotes the text
    throw new MalformedJsonError('The body is not JSON');
  }
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const pointer = `#${issue.path.map((part) => `/${String(part)}`).join('')}`;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      SAFE_NAME.test(key)
        ? { pointer: `${pointer}/${key}`, detail: 'is not a member of this body' }
        : { pointer, detail: 'has a member that is none of this body' },
    );
  }
  if (issue.code === 'invalid_type') {
    const article = /^[aeiou]/.test(issue.expected) ? 'an' : 'a';
    return [{ pointer, detail: `is required and must be ${article} ${issue.expected}` }];
  }
  return [{ pointer, detail: issue.message }];
}
