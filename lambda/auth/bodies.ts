/** The bodies that the service's routes read: for the dispatcher, and for the gateway's models. */

import { passwordChangeBody } from '../identity/authentication/change-password';
import { credentialsBody } from '../identity/authentication/register';
import { signInBody } from '../identity/authentication/sign-in';
import { refreshBody } from '../identity/sessions/refresh-session';
import type { BodySchemas } from '../shared/http/request';

export const authBodies = {
  'POST /users': credentialsBody,
  'PUT /users/me/password': passwordChangeBody,
  'POST /sessions/create': signInBody,
  'POST /sessions/refresh': refreshBody,
} as const satisfies BodySchemas<'auth'>;
