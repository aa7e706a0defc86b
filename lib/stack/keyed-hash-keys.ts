/** The keys that hash names: the one in use, and while a stage changes from one to another both. */
import type { Construct } from 'constructs';
import { KeyedHashKey } from '../constructs/keys/keyed-hash-key';
import type { KeyedHashKeyKind } from '../stages/also-grant';
import type { StageSettings } from '../stages/stage-settings';
import { listGrantSettings } from './grant-settings';

/** The keys of a stack. */
export interface KeyedHashKeys {
  /** Hashes names. */
  readonly current: KeyedHashKey;
  /** Every key that there is. */
  readonly all: readonly KeyedHashKey[];
}

/** A key cannot become a multi-Region one, so the two are two resources. */
const IDS: Readonly<Record<KeyedHashKeyKind, string>> = {
  'single-region': 'KeyedHashKey',
  'multi-region': 'MultiRegionKeyedHashKey',
};

/**
 * Makes the keys of a stage.
 * @param replicaOf make one replica of this multi-Region key instead
 */
export function createKeyedHashKeys(
  scope: Construct,
  settings: StageSettings,
  replicaOf: KeyedHashKey | undefined,
): KeyedHashKeys {
  const { retainData } = settings;
  if (replicaOf) {
    const replica = new KeyedHashKey(scope, 'KeyedHashKey', { retainData, replicaOf });
    return { current: replica, all: [replica] };
  }
  const kinds = new Set(listGrantSettings(settings).map(({ keyedHashKey }) => keyedHashKey));
  // the settings' own comes first
  const [current, ...others] = [...kinds].map(
    (kind) => new KeyedHashKey(scope, IDS[kind], { retainData, multiRegion: kind === 'multi-region' }),
  );
  if (current === undefined) throw new Error('keyedHashKey must name a kind of key');
  return { current, all: [current, ...others] };
}
