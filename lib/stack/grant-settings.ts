/** The settings that the grants of a stage follow: its own, and those in `alsoGrant`. */
import type { StageSettings } from '../stages/stage-settings';

/** The settings that determine grants. */
export type GrantSettings = Pick<
  StageSettings,
  | 'revocation'
  | 'cognitoMigration'
  | 'exampleRoutes'
  | 'keyedHashKey'
  | 'email'
  | 'secondFactor'
  | 'passkeys'
  | 'pages'
  | 'activity'
>;

/**
 * Returns every combination of settings whose needs are granted. All versions of a function share its role. Grants therefore arrive
 * one release before the code that needs them, and leave one release after it (docs/decisions/0021-two-releases-at-once.md).
 */
export function listGrantSettings(
  settings: GrantSettings & Pick<StageSettings, 'alsoGrant'>,
): readonly GrantSettings[] {
  return [settings, { ...settings, ...settings.alsoGrant }];
}

/** Returns the use of passkeys whose needs are granted. Undefined where accounts have none. */
export function grantedPasskeys(
  settings: Pick<StageSettings, 'passkeys' | 'alsoGrant'>,
): { readonly signUp: boolean } | undefined {
  const granted = [settings.passkeys, settings.alsoGrant.passkeys].filter((use) => use !== undefined);
  return granted.length === 0 ? undefined : { signUp: granted.some(({ signUp }) => signUp === true) };
}
