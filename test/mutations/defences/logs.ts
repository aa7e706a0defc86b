/** Mutations of what is logged and what is not. */
import { attack, type Mutation, testOf } from '../mutation';

export const logsMutations: readonly Mutation[] = [
  {
    defence: 'A line has only the fields of its event',
    change: 'all fields written',
    file: 'lambda/shared/log.ts',
    find: '    ...Object.fromEntries(listed),',
    replace: '    ...values,',
    caughtBy: testOf(
      'lambda/shared/log.test.ts',
      'a field that is not in the list is left out, even if the compiler was bypassed',
    ),
  },
  {
    defence: 'A failed sign-in is logged without its name',
    change: 'the name in place of its hash',
    file: 'lambda/identity/authentication/refuse-sign-in.ts',
    find: 'usernameHash: await hashName(normaliseTypedName(deps, username)),',
    replace: 'usernameHash: username,',
    caughtBy: attack('sign-ins are logged with account, source and result, and without failed usernames'),
  },
  {
    defence: 'No body is logged',
    change: 'the body behind the route',
    file: 'lambda/shared/http/dispatcher.ts',
    find: '      route: keyOf(event),\n',
    replace: `      route: \`\${keyOf(event)} \${event.body}\`,\n`,
    caughtBy: attack('a password in every parsed part of a request: no log line and no response contains it'),
  },
  {
    defence: 'The message of an unexpected error is not logged',
    change: 'logged',
    file: 'lambda/shared/describe-error.ts',
    find: '...(isTellable(error) && { message }),',
    replace: '...(isTellable(error) !== undefined && { message }),',
    caughtBy: testOf(
      'lambda/shared/describe-error.test.ts',
      'has only the stack of any other error, and of its cause',
    ),
  },
  {
    defence: 'A rejected token is logged by its reason',
    change: 'as another',
    file: 'lambda/authorizer/authorizer-handler.ts',
    find: "log('token_rejected', { reason, kid, ...session, requestId });",
    replace: "log('token_rejected', { reason: 'malformed', kid, ...session, requestId });",
    caughtBy: testOf(
      'lambda/authorizer/authorizer-handler.test.ts',
      'throws exactly Unauthorized for an invalid token, and logs the reason',
    ),
  },
  {
    defence: 'An operator’s command is audited before it changes anything',
    change: 'not audited',
    file: 'lambda/identity/operator/disable-user.ts',
    find: "    await recordAudit('operator_disable', { sub });\n",
    replace: '',
    caughtBy: testOf(
      'lambda/identity/operator/record-audit.test.ts',
      'is recorded once, before its first change',
    ),
  },
];
