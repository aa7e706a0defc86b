/** Signs in a user whose second factors an operator has reset. */
import { decodeJwt } from 'jose';
import type { Caller } from './call-by-turns';
import type { FactorVeteran } from './factor-flow';
import type { ReleaseStore } from './release-store';
import { post } from './requests';

/** Signs the user in by the password alone. The account is as before afterwards, except for the secrets of its apps. */
export async function signInAfterReset(
  { call, note }: Caller,
  { tables }: ReleaseStore,
  TableName: string | undefined,
  { username, password, accessToken }: FactorVeteran,
): Promise<void> {
  // the fault is noted
  if (accessToken === '') return;
  const Key = { pk: { S: `ACCOUNT#${decodeJwt(accessToken).sub}` }, sk: { S: 'ACCOUNT' } };
  const { Item } = (await tables.perform('GetItem', { TableName, Key })) as { Item: object };
  // what `users:reset-factors` has set a day ago
  await tables.perform('PutItem', { TableName, Item: { ...Item, factorsResetAt: { N: '1' } } });
  const answer = await call(
    'sign in after a reset of the factors',
    (secondFactor) => (secondFactor === 'required' ? 401 : 201),
    post('/sessions/create', { username, password }),
  );
  // the user adds a first factor again
  if (answer?.kinds !== undefined && String(answer.kinds) !== 'enrolment')
    note(`sign in after a reset of the factors: the challenge takes ${answer.kinds}`);
  await tables.perform('PutItem', { TableName, Item });
}
