import { stageToCreate, synthStacks } from '../../../support/synth-stack';

/** Returns the aliases of a stage: those of its stack, and those of its standby if it has one. */
function listAliases(stage: 'prod' | 'all-features'): string[][] {
  return synthStacks(stageToCreate(stage)).map((template) => {
    const aliases = Object.values(template.findResources('AWS::KMS::Alias'));
    return aliases.map(({ Properties }) => Properties.AliasName).sort();
  });
}

test('every key has an alias in the name of its stack and of its construct', () => {
  expect(listAliases('all-features')).toEqual([
    [
      'alias/Latchkeyall-features/FactorKey',
      'alias/Latchkeyall-features/LogKey',
      'alias/Latchkeyall-features/MailDelivery/Key',
      'alias/Latchkeyall-features/MultiRegionKeyedHashKey',
      'alias/Latchkeyall-features/SigningKeys/SigningKeyA',
      'alias/Latchkeyall-features/SigningKeys/SigningKeyB',
      'alias/Latchkeyall-features/Table',
    ],
    [
      'alias/Latchkeyall-featuresStandby/FactorKey',
      'alias/Latchkeyall-featuresStandby/KeyedHashKey',
      'alias/Latchkeyall-featuresStandby/LogKey',
      'alias/Latchkeyall-featuresStandby/MailDelivery/Key',
      'alias/Latchkeyall-featuresStandby/SigningKeys/SigningKeyA',
      'alias/Latchkeyall-featuresStandby/SigningKeys/SigningKeyB',
    ],
  ]);
});

test('another stack of the account has other aliases', () => {
  const aliases = [...listAliases('prod'), ...listAliases('all-features')].flat();
  expect(new Set(aliases).size).toBe(aliases.length);
});
