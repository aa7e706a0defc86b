/** The store of attempts on accounts: they stand on the account itself, so that a sign-in clears them with the write it makes anyway. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import { type AttemptReservation, reservationUpdate } from '../throttling/attempt-update';
import type { Account } from './account';
import { createAccountUpdate } from './update-account';

/** What an attempt counts against: sign-ins from unknown devices, changes of the password, or one device. */
export type ThrottleScope = 'sign-in' | 'password-change' | { readonly device: string };

/** Where attempts are kept. */
export interface AccountAttempts {
  /**
   * Counts one attempt more.
   * @returns false when there were others since the reservation was made out, or the account is gone
   */
  reserve(account: Account, scope: ThrottleScope, reservation: AttemptReservation): Promise<boolean>;
  /** Forgets the failures of one scope, after its password was right: none when the account has another password by now. */
  forgive(account: Account, scope: ThrottleScope): Promise<void>;
  /** Forgets all failures of an account, and those with its devices. */
  clear(account: Account): Promise<void>;
  /** Forgets the devices of an account. */
  forgetDevices(account: Account): Promise<void>;
}

/** Keeps attempts in the DynamoDB table. */
export function createDynamoAccountAttempts(client: DynamoDBClient, tableName: string): AccountAttempts {
  const updateAccount = createAccountUpdate(client, tableName);
  return {
    async reserve(account, scope, reservation) {
      const { failures, lastAttemptAt, names } = pathsOf(scope);
      const { condition, assignments, values } = reservationUpdate(reservation);
      const updated = await updateAccount(account, {
        ConditionExpression: condition(failures, lastAttemptAt),
        UpdateExpression: `SET ${assignments(failures, lastAttemptAt)}`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: toAttributes(values),
      });
      return updated !== undefined;
    },

    async forgive(account, scope) {
      const { failures, names } = pathsOf(scope);
      const { '#at': _, ...used } = names;
      await updateAccount(account, {
        ConditionExpression: `attribute_exists(${failures}) AND passwordHash = :hash`,
        UpdateExpression: `SET ${failures} = :zero`,
        ExpressionAttributeNames: used,
        ExpressionAttributeValues: toAttributes({ ':zero': 0, ':hash': account.passwordHash }),
      });
    },

    async clear(account) {
      const devices = account.devices.map(({ id }) => ({ device: id }));
      for (const scope of ['sign-in', 'password-change', ...devices] as const) {
        const { failures, names } = pathsOf(scope);
        // DynamoDB refuses names that no expression uses
        const { '#at': _, ...used } = names;
        await updateAccount(account, {
          // the device may have been forgotten meanwhile
          ConditionExpression: `attribute_exists(${failures})`,
          UpdateExpression: `SET ${failures} = :zero`,
          ExpressionAttributeNames: used,
          ExpressionAttributeValues: toAttributes({ ':zero': 0 }),
        });
      }
    },

    async forgetDevices(account) {
      await updateAccount(account, {
        UpdateExpression: 'SET devices = :none',
        ExpressionAttributeValues: toAttributes({ ':none': {} }),
      });
    },
  };
}

interface AttemptPaths {
  readonly failures: string;
  readonly lastAttemptAt: string;
  readonly names: Readonly<Record<string, string>>;
}

function pathsOf(scope: ThrottleScope): AttemptPaths {
  if (scope === 'sign-in') {
    return {
      failures: '#failures',
      lastAttemptAt: '#at',
      names: { '#failures': 'failures', '#at': 'lastAttemptAt' },
    };
  }
  if (scope === 'password-change') {
    const names = { '#failures': 'changeFailures', '#at': 'changeAttemptAt' };
    return { failures: '#failures', lastAttemptAt: '#at', names };
  }
  return {
    failures: '#devices.#device.#failures',
    lastAttemptAt: '#devices.#device.#at',
    names: {
      '#devices': 'devices',
      '#device': scope.device,
      '#failures': 'failures',
      '#at': 'lastAttemptAt',
    },
  };
}
