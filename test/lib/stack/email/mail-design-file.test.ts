import { MAIL_DESIGN_FILE } from '../../../../lambda/mail-templates/mail-design';
import { mailDesignFile } from '../../../../lib/stack/email/mail-design-file';
import { stageSettings } from '../../../../lib/stages/stages';

const prod = stageSettings('prod');
const email = {
  from: 'Example <no-reply@example.com>',
  identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
};
const designed = { ...email, texts: { en: { 'email-in-use': { subject: 'Hello' } } } };

test('a stage without e-mail, or without texts and look, ships no file', () => {
  expect(mailDesignFile(prod)).toEqual({});
  expect(mailDesignFile({ ...prod, email })).toEqual({});
});

test('the file is that of the sender in use', () => {
  expect(Object.keys(mailDesignFile({ ...prod, email: designed }))).toEqual([MAIL_DESIGN_FILE]);
  expect(Object.keys(mailDesignFile({ ...prod, alsoGrant: { email: designed } }))).toEqual([
    MAIL_DESIGN_FILE,
  ]);
  expect(mailDesignFile({ ...prod, email, alsoGrant: { email: designed } })).toEqual({});
});
