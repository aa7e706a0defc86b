import {
  addOverwriting,
  formatOverwriteTotals,
  formatOverwriting,
  noOverwritings,
} from '../../../bin/transfer/overwrite-report';
import type { OverwrittenValues } from '../../../lambda/identity/operator/import-user';

const values = (change: Partial<OverwrittenValues> = {}): OverwrittenValues => ({
  sub: 'sub-1',
  isPasswordReplaced: true,
  droppedScopes: [],
  addedScopes: [],
  isTemporaryPasswordDropped: false,
  ...change,
});

test('a line of the report states the losses of one account, and never a hash', () => {
  const lost = values({ droppedScopes: ['admin'], addedScopes: ['audit'], isTemporaryPasswordDropped: true });
  expect(JSON.parse(formatOverwriting(7, lost))).toEqual({
    line: 7,
    sub: 'sub-1',
    password: 'replaced',
    droppedScopes: ['admin'],
    addedScopes: ['audit'],
    temporaryPassword: 'dropped',
    sessions: 'ended',
  });
  expect(JSON.parse(formatOverwriting(8, values({ isPasswordReplaced: false })))).toEqual({
    line: 8,
    sub: 'sub-1',
    password: 'kept',
    droppedScopes: [],
    addedScopes: [],
    sessions: 'ended',
  });
});

test('the totals count accounts, and each scope', () => {
  const totals = [
    values({ droppedScopes: ['admin', 'audit'] }),
    values({ droppedScopes: ['admin'], isPasswordReplaced: false }),
    values({ isTemporaryPasswordDropped: true }),
  ].reduce(addOverwriting, noOverwritings);
  expect(formatOverwriteTotals(totals)).toBe(
    'Of those overwritten: passwords replaced: 2, accounts that lost scopes: 2 (admin 2, audit 1), temporary passwords dropped: 1, all their sessions ended',
  );
  expect(formatOverwriteTotals(addOverwriting(noOverwritings, values()))).toBe(
    'Of those overwritten: passwords replaced: 1, accounts that lost scopes: 0, all their sessions ended',
  );
});

test('a scope may have the name of a property of every object', () => {
  const totals = addOverwriting(noOverwritings, values({ droppedScopes: ['constructor'] }));
  expect(formatOverwriteTotals(totals)).toContain('constructor 1');
  expect(formatOverwriteTotals(JSON.parse(JSON.stringify(totals)))).toContain('constructor 1');
});
