/** A store of activity that keeps its entries in memory. */
import type { Activity } from '../../../lambda/identity/accounts/activity/activity';
import type { ActivityEntry } from '../../../lambda/identity/accounts/activity/activity-entry';

/** Creates the store. */
export function createMemoryActivity(): Activity {
  const accounts = new Map<string, ActivityEntry[]>();
  return {
    async add(sub, entry) {
      accounts.set(sub, [...(accounts.get(sub) ?? []), entry]);
    },
    async list(sub, { limit, after = '', now }) {
      const all = (accounts.get(sub) ?? [])
        .filter(({ id }) => id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const page = all.slice(0, limit);
      // as DynamoDB, which does not look beyond a full page
      const next = page.length === limit ? page.at(-1)?.id : undefined;
      return {
        entries: page.filter(({ expiresAt }) => expiresAt > now),
        ...(next !== undefined && { next }),
      };
    },
  };
}
