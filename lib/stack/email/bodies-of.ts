/** Selects the bodies that the routes of a stage read. */
import type * as z from 'zod/mini';
import { authBodies, createAnswerBodies } from '../../../lambda/auth/bodies';
import { createPasswordChangeBody, createSignUpBody } from '../../../lambda/auth/stage-bodies';
import { factorsBodies } from '../../../lambda/factors/bodies';
import { fooBodies } from '../../../lambda/foo/bodies';
import { type EmailOptions, signUpEmailOf } from '../../stages/email-settings';
import { type FactorOptions, formatTrustedDevices } from '../../stages/factors/factor-settings';
import type { PasskeyOptions } from '../../stages/factors/passkey-settings';

/** The settings that decide. */
type BodySettings = EmailOptions & Pick<FactorOptions, 'trustedDevices'> & PasskeyOptions;

/**
 * Returns the schemas by route. Five bodies depend on the stage: those of a sign-up, a change of the password, a sign-in, the
 * response to a challenge and a step-up.
 */
export function bodiesOf(settings: BodySettings): Readonly<Record<string, z.ZodMiniType>> {
  const signUp = signUpEmailOf(settings);
  const address = signUp === undefined || signUp === 'refused' ? '' : signUp;
  const takesPasskeys = settings.passkeys?.signUp === true;
  return {
    ...authBodies,
    ...createAnswerBodies({
      hasEmail: settings.email !== undefined,
      trustsDevices: formatTrustedDevices(settings) !== '',
      hasPasskeys: settings.passkeys !== undefined,
    }),
    ...factorsBodies,
    ...fooBodies,
    ...((address !== '' || takesPasskeys) && { 'POST /users': createSignUpBody(address, takesPasskeys) }),
    ...(settings.passkeys && { 'PUT /users/me/password': createPasswordChangeBody() }),
  };
}
