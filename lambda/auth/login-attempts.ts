/** The store of attempts on accounts: they stand on the login itself, so that a sign-in clears them with the write it makes anyway. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type AttemptReservation, reservationUpdate } from './attempt-update';
import type { Login } from './login';
import { createLoginUpdate } from './update-login';

/** What an attempt counts against: sign-ins from unknown devices, changes of the password, or one device. */
export type Budget = 'sign-in' | 'password-change' | { readonly device: string };

/** Where attempts are kept. */
export interface LoginAttempts {
  /**
   * Counts one attempt more.
   * @returns false when there were others since the reservation was made out, or the account is gone
   */
  reserve(login: Login, budget: Budget, reservation: AttemptReservation): Promise<boolean>;
  /** Forgets all failures of an account; its devices are known no more. */
  clear(login: Login): Promise<void>;
}

/** Keeps attempts in the DynamoDB table. */
export function createDynamoLoginAttempts(client: DynamoDBClient, tableName: string): LoginAttempts {
  const updateLogin = createLoginUpdate(client, tableName);
  return {
    async reserve(login, budget, reservation) {
      const { failures, lastAttemptAt, names } = pathsOf(budget);
      const { condition, values } = reservationUpdate(reservation);
      const updated = await updateLogin(login, {
        ConditionExpression: condition(failures, lastAttemptAt),
        UpdateExpression: `SET ${lastAttemptAt} = :at, ${failures} = ${failures} + :one`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      });
      return updated !== undefined;
    },

    async clear(login) {
      await updateLogin(login, {
        UpdateExpression: 'SET failures = :zero, changeFailures = :zero, devices = :none',
        ExpressionAttributeValues: { ':zero': { N: '0' }, ':none': { M: {} } },
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
