/** Mutations of what the local run lets in and shows. */
import { attack, type Mutation, testOf } from '../mutation';

export const localRunMutations: readonly Mutation[] = [
  {
    defence: 'A page of another site does not reach the local API',
    change: 'any `Host` accepted',
    file: 'local/run/with-host-check.ts',
    find: '          if (isAllowed(request, allowHosts)) return handler.handle(request);',
    replace: '          if (isAllowed(request, allowHosts) || REASON) return handler.handle(request);',
    caughtBy: attack('the profile with a valid token, for a Host that is another site’s name'),
  },
  {
    defence: 'A `Host` that begins like ours is another',
    change: 'its beginning suffices',
    file: 'local/gateway/http/loopback-host.ts',
    find: '\\[::1\\])(?::\\d{1,5})?$/i',
    replace: '\\[::1\\])/i',
    caughtBy: attack('the profile with a valid token, for a Host that is a name that begins like ours'),
  },
  {
    defence: 'A cached policy is judged for each request',
    change: 'the first verdict kept',
    file: 'local/gateway/authorizer/authorizer.ts',
    find: "if (decision !== 'allow') {",
    replace: "if (decision !== 'allow' && kept === undefined) {",
    caughtBy: testOf(
      'local/gateway/authorizer/authorizer.test.ts',
      'stores the policy and evaluates it for each request',
    ),
  },
  {
    defence: 'A cached policy expires',
    change: 'kept for good',
    file: 'local/gateway/authorizer/authorizer-cache.ts',
    find: 'if (entry === undefined || entry.expiresAt > now()) return entry?.authorization;',
    replace: 'if (entry === undefined || now() > 0) return entry?.authorization;',
    caughtBy: testOf(
      'local/gateway/authorizer/authorizer.test.ts',
      'distinguishes tokens, expires entries, and does not store rejections',
    ),
  },
  {
    defence: 'An explicit Deny wins over an Allow',
    change: 'the first match decides',
    file: 'local/iam/evaluate.ts',
    find: "if (allowed !== undefined && statement.Effect === 'Allow' && allowed.throughAccount !== true) continue;",
    replace: 'if (allowed !== undefined) continue;',
    caughtBy: testOf('local/iam/evaluate.test.ts', 'lets a deny win at any position, and returns it'),
  },
  {
    defence: 'A call that no policy allows is denied',
    change: 'allowed',
    file: 'local/iam/evaluate.ts',
    find: "return allowed ?? { decision: 'implicit-deny' };",
    replace: "return allowed ?? ({ decision: 'allow' } as Evaluation);",
    caughtBy: testOf('local/iam/evaluate.test.ts', 'denies implicitly what no statement matches'),
  },
  {
    defence: 'A function’s calls are held to its role',
    change: 'not judged',
    file: 'local/aws/authorize-call.ts',
    find: "if (allowedByResource || identity === 'allow') return undefined;",
    replace: 'if (allowedByResource || identity !== undefined) return undefined;',
    caughtBy: testOf('local/aws/dynamodb/dynamodb.test.ts', 'a table without a grant, or one that'),
  },
  {
    defence: 'The local page shows no secret',
    change: 'shown',
    file: 'local/pages/tables/mask-item.ts',
    find: 'return SECRET_NAME.test(name) && !isCount ? MASK : maskValue(value);',
    replace: 'return SECRET_NAME.test(name) && isCount ? MASK : maskValue(value);',
    caughtBy: testOf(
      'local/pages/tables/mask-item.test.ts',
      'shows a number that counts, and masks a text of the same name',
    ),
  },
  {
    defence: 'The data of the local run are readable by its owner only',
    change: 'by everyone',
    file: 'local/support/private-folder.ts',
    find: '    chmodSync(path, 0o700);',
    replace: '    chmodSync(path, 0o755);',
    caughtBy: testOf(
      'local/state/open-tables.test.ts',
      'the folder of a run is closed to others, before and after a fresh start',
    ),
  },
  {
    defence: 'The debugger listens on 127.0.0.1 alone',
    change: 'on all interfaces',
    file: 'local/debugging/open-inspector.ts',
    find: "const HOST = '127.0.0.1';",
    replace: "const HOST = '0.0.0.0';",
    caughtBy: testOf(
      'local/debugging/open-inspector.all.test.ts',
      'a debugger pauses at a line of a source and sees the local variables, and Ctrl-C ends the paused run',
    ),
  },
  {
    defence: 'The client keeps a device token by the normalised name',
    change: 'by the name as it was typed',
    file: 'client/src/session-store.ts',
    find: `\${username.normalize('NFKC').toLowerCase()}`,
    replace: `\${username}`,
    caughtBy: testOf(
      'client/src/session-store.test.ts',
      'knows a user of the device by any spelling of the username, and keeps it when only the spelling changes',
    ),
  },
];
