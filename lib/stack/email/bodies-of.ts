/** Selects the bodies that the routes of a stage read. */
import type * as z from 'zod/mini';
import { authBodies, trustBodies } from '../../../lambda/auth/bodies';
import { createSignUpBody } from '../../../lambda/auth/stage-bodies';
import { factorsBodies } from '../../../lambda/factors/bodies';
import { fooBodies } from '../../../lambda/foo/bodies';
import { type EmailOptions, signUpEmailOf } from '../../stages/email-settings';
import { type FactorOptions, formatTrustedDevices } from '../../stages/factor-settings';

/** The settings that decide. */
type BodySettings = EmailOptions & Pick<FactorOptions, 'trustedDevices'>;

/** Returns the schemas by route. A sign-up has an address, and a sign-in a trusted device, only where the stage takes one. */
export function bodiesOf(settings: BodySettings): Readonly<Record<string, z.ZodMiniType>> {
  const signUp = signUpEmailOf(settings);
  return {
    ...authBodies,
    ...(formatTrustedDevices(settings) !== '' && trustBodies),
    ...factorsBodies,
    ...fooBodies,
    ...(signUp !== undefined && signUp !== 'refused' && { 'POST /users': createSignUpBody(signUp) }),
  };
}
