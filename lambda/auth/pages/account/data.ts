/** The form of the export, whose response is a file. */
import type { AccountExport } from '../../../identity/accounts/export-account';
import type { AccountActions } from '../../../pages/serve/account-actions';
import { DependencyUnavailableError } from '../../../shared/errors';
import { timeLeft } from '../../time-left';
import type { PageParts } from '../page-parts';

/** The largest file, in UTF-16 code units. Lambda refuses a response of 6 MB. */
const MAX_LENGTH = 4_500_000;

/** Returns the actions. */
export function dataActions({ code }: PageParts): AccountActions {
  const { calls, context } = code;
  return {
    export: {
      route: 'GET /users/me/export',
      async run(request, caller) {
        const hasTime = timeLeft(request);
        const source = context.readClientInfo(request);
        const items: AccountExport['items'][number][] = [];
        let cursor: string | undefined;
        do {
          const page = await calls.exportAccount({ caller, cursor, source });
          items.push(...page.items);
          ({ cursor } = page);
        } while (cursor !== undefined && hasTime());
        const text = JSON.stringify({ items }, undefined, 2);
        // half of an account must not look like all of it
        if (cursor !== undefined || text.length > MAX_LENGTH)
          throw new DependencyUnavailableError('The account is too large for one file');
        return {
          status: 200,
          text,
          headers: {
            'Content-Type': 'application/json',
            'Content-Disposition': 'attachment; filename="account.json"',
          },
        };
      },
    },
  };
}
