/** The store of guesses at second factors. They are attributes of the account, like guesses at its password. */
import { toAttributes } from '../../shared/table/attributes';
import type { Account } from '../accounts/account';
import type { UpdateAccount } from '../accounts/update-account';
import { type AttemptReservation, reservationUpdate } from '../throttling/attempt-update';

/**
 * What a guess counts against: sign-ins from unknown devices, one known device, or the sessions of the account. So a
 * guess of one of them blocks none of the others.
 */
export type FactorScope = 'sign-in' | 'step-up' | { readonly device: string };

/** Stores guesses. */
export interface FactorAttempts {
  /**
   * Counts one more guess.
   * @returns false when other guesses were counted after the reservation was made, or the account or the device no
   * longer exists
   */
  reserve(account: Account, scope: FactorScope, reservation: AttemptReservation): Promise<boolean>;
  /** Clears all guesses at the second factors of an account, including those of its devices. For operators. */
  clear(account: Account): Promise<void>;
  /**
   * Takes back the count of one right password, and clears nothing else. Does nothing when the account has a
   * different password by now.
   * @param device the known device that sent the password. Default: an unknown device
   */
  takeBackPassword(account: Account, device?: string): Promise<void>;
}

/** Creates a store that keeps guesses in the DynamoDB table. */
export function createDynamoFactorAttempts(updateAccount: UpdateAccount): FactorAttempts {
  return {
    async reserve(account, scope, reservation) {
      const { owner, failures, lastAttemptAt, names } = pathsOf(scope);
      const { condition, assignments, values } = reservationUpdate(reservation);
      const isAdmitted = `(attribute_not_exists(${failures}) OR ${condition(failures, lastAttemptAt)})`;
      const updated = await updateAccount(account, {
        ConditionExpression: owner ? `attribute_exists(${owner}) AND ${isAdmitted}` : isAdmitted,
        UpdateExpression: `SET ${assignments(failures, lastAttemptAt)}`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: toAttributes(values),
      });
      return updated !== undefined;
    },

    async clear(account) {
      const devices = account.devices.map(({ id }) => ({ device: id }));
      for (const scope of ['sign-in', 'step-up', ...devices] as const) {
        const { failures, names } = pathsOf(scope);
        // DynamoDB rejects attribute names that no expression uses
        const { '#at': _, ...used } = names;
        await updateAccount(account, {
          ConditionExpression: `attribute_exists(${failures})`,
          UpdateExpression: `SET ${failures} = :zero`,
          ExpressionAttributeNames: used,
          ExpressionAttributeValues: toAttributes({ ':zero': 0 }),
        });
      }
    },

    async takeBackPassword(account, device) {
      const failures = device === undefined ? '#failures' : '#devices.#device.#failures';
      await updateAccount(account, {
        // a sign-in that was completed meanwhile has cleared it
        ConditionExpression: `${failures} > :zero AND passwordHash = :hash`,
        UpdateExpression: `SET ${failures} = ${failures} - :one`,
        ExpressionAttributeNames: {
          '#failures': 'failures',
          ...(device !== undefined && { '#devices': 'devices', '#device': device }),
        },
        ExpressionAttributeValues: toAttributes({ ':zero': 0, ':one': 1, ':hash': account.passwordHash }),
      });
    },
  };
}

interface AttemptPaths {
  /** The map that must exist. @default - the account itself */
  readonly owner?: string;
  readonly failures: string;
  readonly lastAttemptAt: string;
  readonly names: Readonly<Record<string, string>>;
}

function pathsOf(scope: FactorScope): AttemptPaths {
  if (typeof scope === 'string') {
    const kind = scope === 'sign-in' ? 'factor' : 'stepUp';
    const names = { '#failures': `${kind}Failures`, '#at': `${kind}AttemptAt` };
    return { failures: '#failures', lastAttemptAt: '#at', names };
  }
  return {
    owner: '#devices.#device',
    failures: '#devices.#device.#failures',
    lastAttemptAt: '#devices.#device.#at',
    names: {
      '#devices': 'devices',
      '#device': scope.device,
      '#failures': 'factorFailures',
      '#at': 'factorAttemptAt',
    },
  };
}
