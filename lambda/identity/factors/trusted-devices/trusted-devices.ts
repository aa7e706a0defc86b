/**
 * The store of trusted devices. They are part of the account's item, which is read for them only in stages that have
 * them, and only when a token is sent or asked for. The commit of a sign-in writes them.
 */
import { readNumber, readText } from '../../../shared/table/attributes';
import type { Table } from '../../../shared/table/table';
import { accountKey } from '../../accounts/account-item';
import type { TrustedDevice } from './trusted-device';

/** The attribute of an account that holds its trusted devices: a map by id. */
export const TRUSTED_DEVICES = 'trustedDevices';

/** Reads trusted devices. */
export interface TrustedDevices {
  /** Returns the stored devices, void ones as well; undefined when the account has never had one. */
  list(sub: string): Promise<readonly TrustedDevice[] | undefined>;
}

const OWNER = 'A trusted device';

/** Creates a store that keeps the devices in the DynamoDB table. */
export function createDynamoTrustedDevices(table: Pick<Table, 'read'>): TrustedDevices {
  return {
    async list(sub) {
      const item = await table.read(accountKey(sub), [TRUSTED_DEVICES]);
      const map = item?.[TRUSTED_DEVICES]?.M;
      return (
        map &&
        Object.entries(map).map(([id, { M: entry = {} }]) => ({
          id,
          digest: readText(entry, 'digest', OWNER),
          until: readNumber(entry, 'until', OWNER),
          ...(entry.since && { since: readNumber(entry, 'since', OWNER) }),
          securityVersion: readNumber(entry, 'securityVersion', OWNER),
          factors: (entry.factors?.L ?? []).map(({ S = '' }) => S),
          ...(entry.passkeys?.L && { passkeys: entry.passkeys.L.map(({ S = '' }) => S) }),
        }))
      );
    },
  };
}
