/** The store of attempts on accounts: they stand on the login itself, so that a sign-in clears them with the write it makes anyway. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type AttemptReservation, reservationUpdate } from '../throttling/attempt-update';
import type { Login } from './account';
import { createLoginUpdate } from './update-account';

/** What an attempt counts against: sign-ins from unknown devices, changes of the password, or one device. */
export type Budget = 'sign-in' | 'password-change' | { readonly device: string };

/** Where attempts are kept. */
export interface LoginAttempts {
  /**
   * Counts one attempt more.
   * @returns false when there were others since the reservation was made out, or the account is gone
   */
  reserve(login: Login, budget: Budget, reservation: AttemptReservation): Promise<boolean>;
  /** Forgets all failures of an account, and those with its devices. */
  clear(login: Login): Promise<void>;
  /** Forgets the devices of an account. */
  forgetDevices(login: Login): Promise<void>;
}

/** Keeps attempts in the DynamoDB table. */
export function createDynamoLoginAttempts(client: DynamoDBClient, tableName: string): LoginAttempts {
  const updateLogin = createLoginUpdate(client, tableName);
  return {
    async reserve(login, budget, reservation) {
      const { failures, lastAttemptAt, names } = pathsOf(budget);
      const { condition, assignments, values } = reservationUpdate(reservation);
      const updated = await updateLogin(login, {
        ConditionExpression: condition(failures, lastAttemptAt),
        UpdateExpression: `SET ${assignments(failures, lastAttemptAt)}`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      });
      return updated !== undefined;
    },

    async clear(login) {
      const devices = login.devices.map(({ id }) => ({ device: id }));
      for (const budget of ['sign-in', 'password-change', ...devices] as const) {
        const { failures, names } = pathsOf(budget);
        // DynamoDB refuses names that no expression uses
        const { '#at': _, ...used } = names;
        await updateLogin(login, {
          // the device may have been forgotten meanwhile
          ConditionExpression: `attribute_exists(${failures})`,
          UpdateExpression: `SET ${failures} = :zero`,
          ExpressionAttributeNames: used,
          ExpressionAttributeValues: { ':zero': { N: '0' } },
        });
      }
    },

    async forgetDevices(login) {
      await updateLogin(login, {
        UpdateExpression: 'SET devices = :none',
        ExpressionAttributeValues: { ':none': { M: {} } },
      });
    },
  };
}

interface AttemptPaths {
  readonly failures: string;
  readonly lastAttemptAt: string;
  readonly names: Readonly<Record<string, string>>;
}

function pathsOf(budget: Budget): AttemptPaths {
  if (budget === 'sign-in') {
    return {
      failures: '#failures',
      lastAttemptAt: '#at',
      names: { '#failures': 'failures', '#at': 'lastAttemptAt' },
    };
  }
  if (budget === 'password-change') {
    const names = { '#failures': 'changeFailures', '#at': 'changeAttemptAt' };
    return { failures: '#failures', lastAttemptAt: '#at', names };
  }
  return {
    failures: '#devices.#device.#failures',
    lastAttemptAt: '#devices.#device.#at',
    names: {
      '#devices': 'devices',
      '#device': budget.device,
      '#failures': 'failures',
      '#at': 'lastAttemptAt',
    },
  };
}
