/** The limits of a stage with as many keys as it may have. */
import { checkUsage } from '../../../lib/checks/template-limits';
import { synthStage } from '../../support/synth-stack';

test('a stage with the maximum number of keys stays under the limits', () => {
  const signingKeys = [
    { id: 'A', status: 'published' },
    { id: 'B', status: 'signing' },
    { id: 'C', status: 'published' },
    { id: 'D', status: 'retired' },
    { id: 'E', status: 'retired' },
  ] as const;
  for (const stage of ['dev', 'prod', 'test'] as const) {
    expect(() => checkUsage(stage, synthStage(stage, { signingKeys }).toJSON())).not.toThrow();
  }
});
