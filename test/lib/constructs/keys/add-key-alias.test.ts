import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { createApp, createAuthStack } from '../../../support/synth-stack';

/** Returns the aliases of a stage, by stack. */
function listAliases(stage: 'prod' | 'all-features'): Record<string, string[]> {
  const app = createApp();
  createAuthStack(stage, {}, app);
  return Object.fromEntries(
    app.node.children.filter(Stack.isStack).map((stack) => {
      const aliases = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Alias'));
      return [stack.stackName, aliases.map(({ Properties }) => Properties.AliasName).sort()];
    }),
  );
}

test('every key has an alias in the name of its stack and of its construct', () => {
  expect(listAliases('all-features')).toEqual({
    'Latchkeyall-features': [
      'alias/Latchkeyall-features/LogKey',
      'alias/Latchkeyall-features/MultiRegionKeyedHashKey',
      'alias/Latchkeyall-features/SigningKeys/SigningKeyA',
      'alias/Latchkeyall-features/SigningKeys/SigningKeyB',
      'alias/Latchkeyall-features/Table',
    ],
    'Latchkeyall-featuresStandby': [
      'alias/Latchkeyall-featuresStandby/KeyedHashKey',
      'alias/Latchkeyall-featuresStandby/LogKey',
      'alias/Latchkeyall-featuresStandby/SigningKeys/SigningKeyA',
      'alias/Latchkeyall-featuresStandby/SigningKeys/SigningKeyB',
    ],
  });
});

test('another stack of the account has other aliases', () => {
  const aliases = Object.values({ ...listAliases('prod'), ...listAliases('all-features') }).flat();
  expect(new Set(aliases).size).toBe(aliases.length);
});
