import { pageEnvironment } from '../../../../lib/stack/pages/page-environment';
import { stageSettings } from '../../../../lib/stages/stages';
import { synthStage } from '../../../support/synth-stack';

const clients = [{ id: 'spa', redirectUris: ['http://localhost:5173/'] }];

/** Returns the variables of pages, by function. */
function variablesOf(stage: 'dev' | 'prod'): Record<string, object> {
  const functions = Object.entries(
    synthStage(stage, stage === 'dev' ? { pages: { clients } } : {}).findResources('AWS::Lambda::Function'),
  );
  return Object.fromEntries(
    functions.flatMap(([id, { Properties }]) => {
      const found = Object.entries(Properties.Environment?.Variables ?? {}).filter(([name]) =>
        /PAGE/.test(name),
      );
      return found.length === 0 ? [] : [[id.replace(/Handler.*/, ''), Object.fromEntries(found)]];
    }),
  );
}

test('the functions learn the host of the API by its id alone, so that a local run can replace it', () => {
  const origin = {
    'Fn::Join': [
      '',
      [
        'https://',
        { Ref: expect.stringMatching(/^Api/) },
        '.execute-api.',
        { Ref: 'AWS::Region' },
        '.',
        { Ref: 'AWS::URLSuffix' },
      ],
    ],
  };
  expect(variablesOf('dev')).toEqual({
    Auth: { PAGES_ORIGIN: origin, PAGE_CLIENTS: JSON.stringify(clients) },
    Factors: { PAGES_ORIGIN: origin },
  });
});

test('a stage without pages has no variable of them', () => {
  expect(variablesOf('prod')).toEqual({});
});

test('pages are at the domain of the API, and without apps the list is empty', () => {
  expect(pageEnvironment({ ...stageSettings('prod'), pages: {} }, 'auth.example.com')).toEqual({
    pagesOrigin: 'https://auth.example.com',
    pageClients: '[]',
  });
});
