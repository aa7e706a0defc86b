/**
 * The store of attempts on accounts. They are attributes of the account itself, so a sign-in clears them with
 * the write that it makes anyway.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import { type AttemptReservation, reservationUpdate } from '../throttling/attempt-update';
import type { Account } from './account';
import { createAccountUpdate } from './update-account';

/** What an attempt counts against: sign-ins from unknown devices, changes of the password, or one device. */
export type ThrottleScope = 'sign-in' | 'password-change' | { readonly device: string };

/** Stores the attempts on accounts. */
export interface AccountAttempts {
  /**
   * Counts one more attempt.
   * @returns false when other attempts were counted after the reservation was made, or the account no longer
   * exists
   */
  reserve(account: Account, scope: ThrottleScope, reservation: AttemptReservation): Promise<boolean>;
  /**
   * Clears the failures of one scope after a correct password. Does nothing when the account has a different
   * password by now.
   */
  forgive(account: Account, scope: ThrottleScope): Promise<void>;
  /** Clears all failures of an account, including those of its devices. */
  clear(account: Account): Promise<void>;
  /** Removes all devices of an account. */
  forgetDevices(account: Account): Promise<void>;
}

/** Creates a store that keeps attempts in the DynamoDB table. */
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
        // DynamoDB rejects attribute names that no expression uses
        const { '#at': _, ...used } = names;
        await updateAccount(account, {
          // the device may have been removed meanwhile
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
