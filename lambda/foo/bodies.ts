/** The bodies that the service's routes read: for the dispatcher, and for the gateway's models. */
import type { BodySchemas } from '../shared/http/request';
import { newFooBody } from './create-foo';

export const fooBodies = {
  'POST /foo': newFooBody,
  'PUT /foo/{id}': newFooBody,
} as const satisfies BodySchemas<'foo'>;
