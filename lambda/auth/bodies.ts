/** The bodies that the service's routes read: for the dispatcher, and for the gateway's models. */
import type { BodySchemas } from '../shared/http/request';
import { credentialsBody } from './register';

export const authBodies = {
  'POST /users': credentialsBody,
  'POST /sessions/create': credentialsBody,
} as const satisfies BodySchemas<'auth'>;
