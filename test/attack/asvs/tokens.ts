/** ASVS chapter V9, Self-contained Tokens. */
import { type AsvsRequirement, requirement, tested } from './requirement';

const verification = ['test/lambda/shared/tokens/verify-access-token.test.ts'];

export const tokens: readonly AsvsRequirement[] = [
  requirement('V9.1.1', 1, 'Signatures are verified before a token is trusted', tested('', verification)),
  requirement(
    'V9.1.2',
    1,
    'Algorithms are those of a list, without `none`',
    tested('Only RS256.', [...verification, 'test/lambda/identity/tokens/token-signer.test.ts']),
  ),
  requirement(
    'V9.1.3',
    1,
    'Keys come from the configuration, and never from a header',
    tested('', ['test/lambda/shared/tokens/verification-keys.test.ts']),
  ),
  requirement(
    'V9.2.1',
    1,
    'The validity period of a token is enforced',
    tested('Without any leeway.', verification),
  ),
  requirement('V9.2.2', 2, 'A token has the required type and purpose', tested('`at+jwt`.', verification)),
  requirement('V9.2.3', 2, 'A token is meant for this service', tested('', verification)),
  requirement(
    'V9.2.4',
    2,
    'Tokens of one key for several audiences name theirs',
    tested('Every token names the one audience of its stage.', [
      'test/contract/discovery.test.ts',
      ...verification,
    ]),
  ),
];
