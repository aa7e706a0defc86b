import { variables } from '../../../lambda/environment';
import { unthrottledEnvironment } from '../../../lib/stack/unthrottled-environment';
import { synthStage } from '../../support/synth-stack';

test('every limit of attempts is lifted, and nothing else', () => {
  const limits = Object.values(variables.auth)
    .map(({ name }) => name)
    .filter((name) => /^(FREE|MAX)_SIGN_/.test(name));
  expect(Object.keys(unthrottledEnvironment).sort()).toEqual(limits.sort());
});

test('the template contains it only for the auth function, with variables of its environment', () => {
  const functions = Object.values(synthStage('dev').findResources('AWS::Lambda::Function'));
  const told = functions.filter(({ Metadata }) => Metadata?.['local:no-throttle'] !== undefined);
  expect(told).toHaveLength(1);
  expect(told[0]?.Metadata['local:no-throttle']).toEqual({ environment: unthrottledEnvironment });
  expect(Object.keys(told[0]?.Properties.Environment.Variables)).toEqual(
    expect.arrayContaining(Object.keys(unthrottledEnvironment)),
  );
});
