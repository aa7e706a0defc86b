/** The store of the ceremonies with which sessions add passkeys. They are in the partition of their account's passkeys. */
import { toAttributes } from '../../shared/table/attributes';
import { CEREMONY_KEY, keyPrefixes } from '../../shared/table/key-prefixes';
import type { Table } from '../../shared/table/table';
import type { Ceremony } from './ceremony';
import { toCeremonyItem, useCeremony } from './ceremony-item';

/** A ceremony that adds a passkey to an account. */
export interface RegistrationCeremony extends Ceremony {
  readonly purpose: 'passkey-registration';
  readonly sub: string;
  readonly sid: string;
  readonly securityVersion: number;
}

/** Stores ceremonies under the digests of their ids. */
export interface RegistrationCeremonies {
  begin(digest: string, ceremony: RegistrationCeremony): Promise<void>;
  /**
   * Deletes the ceremonies of an account except the one that expires last. Of those that expire at the same time, all
   * requests keep the same one.
   */
  keepLatest(sub: string): Promise<void>;
  /**
   * Uses a ceremony of an account up. Of parallel uses, one gets it.
   * @param now epoch milliseconds
   * @returns undefined when it is unknown, used, expired, or of another account
   */
  use(sub: string, digest: string, now: number): Promise<RegistrationCeremony | undefined>;
}

const PURPOSE = 'passkey-registration';

/** Whether the sort key of an item among the passkeys is that of a ceremony. */
export function isCeremonyKey(sk: string): boolean {
  return sk.startsWith(CEREMONY_KEY);
}

/** Creates a store that keeps ceremonies in the DynamoDB table. */
export function createDynamoRegistrationCeremonies(table: Table): RegistrationCeremonies {
  const keyOf = (sub: string, digest: string) =>
    toAttributes({ pk: keyPrefixes.passkey + sub, sk: CEREMONY_KEY + digest });
  return {
    async begin(digest, ceremony) {
      const { sub: _, ...attributes } = toCeremonyItem(ceremony);
      await table.put({ Item: { ...keyOf(ceremony.sub, digest), ...attributes } });
    },

    async keepLatest(sub) {
      const ceremonies: { readonly sk: string; readonly validUntil: number }[] = [];
      for await (const items of table.readPages(keyPrefixes.passkey + sub, ['sk', 'validUntil'])) {
        const listed = items.map(({ sk, validUntil }) => ({
          sk: sk?.S ?? '',
          validUntil: Number(validUntil?.N),
        }));
        ceremonies.push(...listed.filter(({ sk }) => isCeremonyKey(sk)));
      }
      const byAge = ceremonies.sort(
        (one, other) => one.validUntil - other.validUntil || (one.sk < other.sk ? -1 : 1),
      );
      for (const { sk } of byAge.slice(0, -1)) {
        await table.delete({ Key: toAttributes({ pk: keyPrefixes.passkey + sub, sk }) });
      }
    },

    async use(sub, digest, now) {
      const ceremony = await useCeremony(table, keyOf(sub, digest), PURPOSE, now);
      const { sid, securityVersion, validUntil } = ceremony ?? {};
      if (sid === undefined || securityVersion === undefined || validUntil === undefined) return undefined;
      return { purpose: PURPOSE, sub, sid, securityVersion, validUntil };
    },
  };
}
