/** The keys that hash names: the current key, and during a change of keys both. */
import type { Construct } from 'constructs';
import { KeyedHashKey } from '../constructs/keys/keyed-hash-key';
import type { KeyedHashKeyKind } from '../stages/also-grant';
import type { StageSettings } from '../stages/stage-settings';
import { listGrantSettings } from './grant-settings';

/** The keys of a stack. */
export interface KeyedHashKeys {
  /** The key that hashes names. */
  readonly current: KeyedHashKey;
  /** Every key of the stack. */
  readonly all: readonly KeyedHashKey[];
}

/** The construct ids. A single-Region key cannot become a multi-Region key, so they are two resources. */
const IDS: Readonly<Record<KeyedHashKeyKind, string>> = {
  'single-region': 'KeyedHashKey',
  'multi-region': 'MultiRegionKeyedHashKey',
};

/**
 * Creates the keys of a stage.
 * @param replicaOf a multi-Region key, to create only a replica of it
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
  // the key of the stage's own settings comes first
  const [current, ...others] = [...kinds].map(
    (kind) => new KeyedHashKey(scope, IDS[kind], { retainData, multiRegion: kind === 'multi-region' }),
  );
  if (current === undefined) throw new Error('keyedHashKey must name a kind of key');
  return { current, all: [current, ...others] };
}
