/** The bodies that the service's routes read: for the dispatcher, and for the gateway's models. */
import type { BodySchemas } from '../shared/http/request';
import { passwordChangeBody } from './change-password';
import { logInBody } from './log-in';
import { refreshBody } from './refresh-session';
import { credentialsBody } from './register';

export const authBodies = {
  'POST /users': credentialsBody,
  'PUT /users/me/password': passwordChangeBody,
  'POST /sessions/create': logInBody,
  'POST /sessions/refresh': refreshBody,
} as const satisfies BodySchemas<'auth'>;
