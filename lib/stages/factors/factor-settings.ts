/** The settings of a stage whose users have second factors and passkeys. */
import type { PasskeyOptions } from './passkey-settings';

/** Whether users may, or must, sign in with a second factor. */
export type SecondFactorPolicy = 'off' | 'optional' | 'required';

/** Whether users may trust a device, and whether also where each account must have a second factor. */
export type TrustedDevicePolicy = 'off' | 'on' | 'also-when-required';

/** The settings of one stage's second factors and passkeys, as its author writes them. */
export interface FactorOptions extends PasskeyOptions {
  /**
   * Authenticator apps and recovery codes: docs/how-to/second-factors.md. `optional`: users may add them. `required`: an account
   * must add an authenticator app before it can do anything else, and `passwordMinLength` may be 8. An account with a factor signs in
   * by the password alone under releases without this setting: switch it on after all functions have it, and never roll back to one.
   * @default 'off'
   */
  readonly secondFactor?: SecondFactorPolicy;
  /**
   * Whether a user who passes a second factor may trust the device. For 30 days the password alone then signs in on it, without
   * `mfa`: docs/how-to/second-factors.md. `also-when-required`: as `on`, and the only value besides `off` with
   * `secondFactor: 'required'`.
   * @default 'off'
   */
  readonly trustedDevices?: TrustedDevicePolicy;
  /**
   * The IAM role with which operators import authenticator apps: docs/how-to/migrate-users.md#authenticator-apps. It is the only
   * role besides `factors` that the key of their secrets lets encrypt. Remove it after the import.
   * @default - no operator may encrypt
   */
  readonly factorImportRoleArn?: string | undefined;
}

/** Settings without a default. */
type Unset = 'factorImportRoleArn' | keyof PasskeyOptions;

/** The settings of one stage's second factors and passkeys, complete. */
export type FactorSettings = Required<Omit<FactorOptions, Unset>> & Pick<FactorOptions, Unset>;

/** The defaults of these settings. */
export const factorDefaults: FactorSettings = { secondFactor: 'off', trustedDevices: 'off' };

/** The settings that determine whether a stage has the key and the function of second factors. */
interface FactorNeeds extends Pick<FactorSettings, 'secondFactor'> {
  readonly alsoGrant: Pick<FactorOptions, 'secondFactor'>;
}

/** Returns the policies whose needs are granted: that of the stage, and the one in `alsoGrant`; none in a stage without second factors. */
export function listFactorPolicies({ secondFactor, alsoGrant }: FactorNeeds): readonly SecondFactorPolicy[] {
  return [secondFactor, alsoGrant.secondFactor ?? 'off'].filter((policy) => policy !== 'off');
}

/** Returns the value of the functions' environment variable: empty for none. */
export function formatTrustedDevices({ trustedDevices = 'off' }: FactorOptions): 'on' | '' {
  return trustedDevices === 'off' ? '' : 'on';
}
