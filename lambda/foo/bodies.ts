/**
 * The request bodies of the foo service, for the dispatcher and for the gateway's models. Loads no operation.
 */
import * as z from 'zod/mini';
import { cleanText } from '../shared/http/text';
import type { BodySchemas } from '../shared/route-code';

const fooBody = z
  .strictObject({
    name: cleanText({ minLength: 1, maxLength: 100 }),
    note: z.optional(cleanText({ maxLength: 1000 })),
  })
  .register(z.globalRegistry, { examples: [{ name: 'first' }] });

/** A new or replaced foo. */
export type FooBody = z.output<typeof fooBody>;

export const fooBodies = {
  'POST /foo': fooBody,
  'PUT /foo/{id}': fooBody,
} as const satisfies BodySchemas<'foo'>;
