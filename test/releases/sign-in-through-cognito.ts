/** Signs in a user whose password only Cognito knows, if one of two releases asks Cognito. */
import { decodeJwt } from 'jose';
import type { LocalApp } from '../../local/template/model';
import type { Caller } from './call-by-turns';
import type { ReleaseStore } from './release-store';
import type { Veteran } from './user-flow';

/** Signs the user in. Does nothing if neither release asks Cognito. */
export async function signInThroughCognito(
  { call }: Caller,
  { tables }: ReleaseStore,
  { username, password, accessToken }: Veteran,
  releases: readonly LocalApp[],
): Promise<void> {
  const asks = ({ functions }: LocalApp) =>
    functions.some(({ environment }) => (environment.COGNITO_MIGRATION ?? '') !== '');
  if (!releases.some(asks)) return;
  const TableName = releases[0]?.tables[0]?.name;
  const Key = { pk: { S: `ACCOUNT#${decodeJwt(accessToken).sub}` }, sk: { S: 'ACCOUNT' } };
  const { Item } = (await tables.perform('GetItem', { TableName, Key })) as { Item: object };
  // the state after an import without a hash
  await tables.perform('PutItem', { TableName, Item: { ...Item, passwordHash: { S: '$cognito$' } } });
  const json = { username, password };
  await call('sign in of a user of Cognito', 201, { method: 'POST', path: '/sessions/create', json });
  await tables.perform('PutItem', { TableName, Item });
}
