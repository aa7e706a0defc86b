/** Describes the body of a request: its schema, with descriptions of its members. */
import type * as z from 'zod/mini';
import type { MemberDescription } from '../../lambda/shared/http/description';
import { type JsonObject, toObject } from './json';
import { toSchema } from './to-schema';

/**
 * Returns the schema of a body with the descriptions of its members.
 * @throws Error for a description of a member that the body does not have
 */
export function describeBody(
  body: z.ZodMiniType,
  members: Readonly<Record<string, MemberDescription>> = {},
): JsonObject {
  const schema = toObject(toSchema(body, 'input'));
  const properties = toObject(schema.properties ?? {});
  const described = Object.entries(members).map(([name, words]) => {
    const property = properties[name];
    if (property === undefined) throw new Error(`The body has no member ${name}`);
    return [name, { ...words, ...toObject(property) }] as const;
  });
  return { ...schema, properties: { ...properties, ...Object.fromEntries(described) } };
}
