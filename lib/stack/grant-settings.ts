/** Which settings the grants of a stage follow: its own, and those that `alsoGrant` adds. */
import type { StageSettings } from '../stages/stage-settings';

/** The settings that decide on grants. */
export type GrantSettings = Pick<
  StageSettings,
  'revocation' | 'cognitoMigration' | 'exampleRoutes' | 'keyedHashKey'
>;

/**
 * Returns the settings of which each is granted what it needs. All versions of a function share its role, so grants come one release
 * before the code that needs them and go one release after it (docs/decisions/0021-two-releases-at-once.md).
 */
export function listGrantSettings(
  settings: GrantSettings & Pick<StageSettings, 'alsoGrant'>,
): readonly GrantSettings[] {
  return [settings, { ...settings, ...settings.alsoGrant }];
}
