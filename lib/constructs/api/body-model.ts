/** Derives API Gateway's coarse model of a body from the schema with which the function validates it. */
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as z from 'zod/mini';

/** The factor for texts that the function shortens before it counts them, as NFKC may. */
const ROOM = 4;

/**
 * Returns a model that rejects bodies that are not JSON objects or are far too long. It leaves all other checks to the function, because
 * API Gateway cannot name an invalid field without repeating the input.
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

/** Returns the first example of a schema, which shows people how to call the route; undefined if it has none. */
export function exampleOf(schema: z.core.$ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input' }).examples?.[0];
}
