/** Selects the bodies that the routes of a stage read. */
import type * as z from 'zod/mini';
import { authBodies, createAnswerBodies } from '../../../lambda/auth/bodies';
import { createSignUpBody } from '../../../lambda/auth/stage-bodies';
import { factorsBodies } from '../../../lambda/factors/bodies';
import { fooBodies } from '../../../lambda/foo/bodies';
import { type EmailOptions, signUpEmailOf } from '../../stages/email-settings';
import { type FactorOptions, formatTrustedDevices } from '../../stages/factor-settings';

/** The settings that decide. */
type BodySettings = EmailOptions & Pick<FactorOptions, 'trustedDevices'>;

/** Returns the schemas by route. A sign-up has an address, a sign-in a trusted device, and a response to a challenge the code of a mail, only where the stage takes one. */
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
