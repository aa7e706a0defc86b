/** Selects the bodies that the routes of a stage read. */
import type * as z from 'zod/mini';
import { authBodies, createAnswerBodies } from '../../../lambda/auth/bodies';
import { createSignUpBody } from '../../../lambda/auth/stage-bodies';
import { factorsBodies } from '../../../lambda/factors/bodies';
import { fooBodies } from '../../../lambda/foo/bodies';
import { type EmailOptions, signUpEmailOf } from '../../stages/email-settings';
import { type FactorOptions, formatTrustedDevices } from '../../stages/factors/factor-settings';

/** The settings that decide. */
type BodySettings = EmailOptions & Pick<FactorOptions, 'trustedDevices'>;

/**
 * Returns the schemas by route. Three bodies depend on the stage: the address of a sign-up, the token of a trusted device
 * at a sign-in, and the code of a mail with a challenge.
 */
export function bodiesOf(settings: BodySettings): Readonly<Record<string, z.ZodMiniType>> {
  const signUp = signUpEmailOf(settings);
  return {
    ...authBodies,
    ...createAnswerBodies({
      hasEmail: settings.email !== undefined,
      trustsDevices: formatTrustedDevices(settings) !== '',
    }),
    ...factorsBodies,
    ...fooBodies,
    ...(signUp !== undefined && signUp !== 'refused' && { 'POST /users': createSignUpBody(signUp) }),
  };
}
