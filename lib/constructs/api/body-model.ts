/** Derives API Gateway's coarse model of a body from the schema with which the function judges it. */
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as z from 'zod/mini';

/** Room for texts that the function shortens before it counts them, as NFKC may. */
const ROOM = 4;

/**
 * The model refuses what is no JSON object and what is far too long, and leaves all else to the function: API
 * Gateway can't tell a caller which field is wrong without repeating what was sent.
 */
export function toBodyModel(schema: z.core.$ZodType): apigateway.JsonSchema {
  const { properties = {} } = z.toJSONSchema(schema, { target: 'draft-4', io: 'input' });
  const limits = Object.entries(properties).flatMap(([name, property]) =>
    typeof property === 'object' && property.maxLength !== undefined
      ? [[name, { maxLength: ROOM * property.maxLength }] as const]
      : [],
  );
  return {
    schema: apigateway.JsonSchemaVersion.DRAFT4,
    type: apigateway.JsonSchemaType.OBJECT,
    properties: Object.fromEntries(limits),
  };
}

/** The first example that a schema carries, for whoever shows people how to call the route; undefined without one. */
export function exampleOf(schema: z.core.$ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input' }).examples?.[0];
}
