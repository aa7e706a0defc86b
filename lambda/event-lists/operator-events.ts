/** The log events of operators' commands. Part of the list in events.ts, which checks their form. */

/** Identifies an operator's command. */
const command = ['runId', 'operator', 'reason?', 'table'] as const;

/** Identifies an operator's command that changes one account in one of several ways. */
const changeOfAccount = ['runId', 'operator', 'reason?', 'table', 'sub', 'kind'] as const;

/** Identifies an operator's command on one account. */
const commandOnAccount = ['runId', 'operator', 'reason?', 'table', 'sub'] as const;

/** The events of operators' commands, in the log of `auth`. Nouns, as each is written before the change. */
export const operatorEvents = {
  operator_scope_change: {
    level: 'INFO',
    fields: ['runId', 'operator', 'reason?', 'table', 'sub', 'add', 'remove'],
    audited: true,
    metric: false,
  },
  operator_unlock: {
    level: 'INFO',
    fields: ['runId', 'operator', 'reason?', 'table', 'sub', 'forgetDevices'],
    audited: true,
    metric: false,
  },
  operator_unsuppress: { level: 'INFO', fields: commandOnAccount, audited: true, metric: false },
  operator_sign_out: { level: 'INFO', fields: commandOnAccount, audited: true, metric: false },
  operator_account_view: { level: 'INFO', fields: commandOnAccount, audited: true, metric: false },
  operator_account_list: {
    level: 'INFO',
    fields: ['runId', 'operator', 'reason?', 'table', 'state?', 'limit?'],
    audited: true,
    metric: false,
  },
  operator_disable: { level: 'INFO', fields: commandOnAccount, audited: true, metric: false },
  operator_enable: { level: 'INFO', fields: commandOnAccount, audited: true, metric: false },
  operator_password_reset: { level: 'INFO', fields: commandOnAccount, audited: true, metric: false },
  operator_factors_reset: { level: 'INFO', fields: changeOfAccount, audited: true, metric: false },
  operator_email_change: { level: 'INFO', fields: changeOfAccount, audited: true, metric: false },
  operator_export: { level: 'INFO', fields: command, audited: true, metric: false },
  operator_import: {
    level: 'INFO',
    fields: ['runId', 'operator', 'reason?', 'table', 'overwrite', 'dryRun'],
    audited: true,
    metric: false,
  },
  operator_account_import: {
    level: 'INFO',
    fields: ['runId', 'operator', 'reason?', 'table', 'sub', 'overwrite', 'add?', 'remove?'],
    audited: true,
    metric: false,
  },
  operator_deletion_reapply: {
    level: 'INFO',
    fields: ['runId', 'operator', 'reason?', 'table', 'dryRun'],
    audited: true,
    metric: false,
  },
  operator_account_deletion: { level: 'INFO', fields: commandOnAccount, audited: true, metric: false },
} as const;
