/** Selects the bodies that the routes of a stage read. */
import type * as z from 'zod/mini';
import { authBodies } from '../../../lambda/auth/bodies';
import { createSignUpBody } from '../../../lambda/auth/sign-up-bodies';
import { factorsBodies } from '../../../lambda/factors/bodies';
import { fooBodies } from '../../../lambda/foo/bodies';
import { type EmailOptions, signUpEmailOf } from '../../stages/email-settings';

/** Returns the schemas by route. A sign-up has an address only where the stage takes one. */
export function bodiesOf(settings: EmailOptions): Readonly<Record<string, z.ZodMiniType>> {
  const signUp = signUpEmailOf(settings);
  return {
    ...authBodies,
    ...factorsBodies,
    ...fooBodies,
    ...(signUp !== undefined && signUp !== 'refused' && { 'POST /users': createSignUpBody(signUp) }),
  };
}
