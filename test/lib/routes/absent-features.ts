/** Declares the tests of stacks without a feature. The default level tries some stages, and `npm run test:all` the rest. */
import type { Template } from 'aws-cdk-lib/assertions';

/** The stack of a stage, and its name. */
type Stack = readonly [name: string, template: Template];

/** Returns the lists of features that the functions of a stack read. */
export function featuresIn(template: Template): readonly string[] {
  return Object.values(template.findResources('AWS::Lambda::Function')).flatMap(
    ({ Properties }) => Properties.Environment?.Variables.FEATURES ?? [],
  );
}

/** Declares the tests of stacks without the example. */
export function testWithoutExample(stacks: readonly (readonly [...Stack, features: string])[]): void {
  describe.each(stacks)('the stack of %s without the example', (_, template, features) => {
    test('does not name it: no route, function, grant, role, log, metric, alarm or variable', () => {
      expect(JSON.stringify(template.toJSON()).match(/.{0,40}(foo|IDEMPOTENCY#).{0,40}/gi)).toBeNull();
    });

    test('passes the list of features, without the example, to the functions', () => {
      expect(featuresIn(template)).toEqual([features, features]);
    });
  });
}

/** Declares the tests of stacks without e-mail. */
export function testWithoutEmail(stacks: readonly Stack[]): void {
  describe.each(stacks)('the stack of %s without e-mail', (_, template) => {
    test('does not name it: no route, queue, function, key, grant, role, log, metric, alarm, query or variable', () => {
      expect(
        JSON.stringify(template.toJSON()).match(/.{0,40}(mail|AWS::SQS|sqs:|ses:Send).{0,40}/gi),
      ).toBeNull();
    });

    test('passes the list of features, without e-mail, to the functions', () => {
      for (const features of featuresIn(template)) expect(features).not.toContain('email');
      expect(featuresIn(template)).toHaveLength(2);
    });
  });
}

/** Declares the tests of stacks without second factors. */
export function testWithoutFactors(stacks: readonly Stack[]): void {
  describe.each(stacks)('the stack of %s without second factors', (_, template) => {
    test('does not name them: no route, function, key, grant, role, log, metric, alarm, query or variable', () => {
      // it still refuses accounts that have one
      const refusal = '"second-factor":"lambda/auth/factors/without-second-factor.ts",';
      const text = JSON.stringify(template.toJSON()).replace(refusal, '');
      // the metadata of the CDK says do-not-refactor
      expect(text.match(/.{0,40}((?<!-re)factor|authenticator app|totp).{0,40}/gi)).toBeNull();
      const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
      expect(policies).not.toContain('kms:Encrypt');
    });

    test('passes the list of features, without them, to the functions', () => {
      for (const features of featuresIn(template)) expect(['', 'example,email']).toContain(features);
    });
  });
}

/** Declares the tests of stacks without passkeys. */
export function testWithoutPasskeys(stacks: readonly Stack[]): void {
  describe.each(stacks)('the stack of %s without passkeys', (_, template) => {
    test('does not name them: no route, grant, metric, file or variable', () => {
      const text = JSON.stringify(template.toJSON());
      expect(text.match(/.{0,40}(passkey|webauthn|CREDENTIAL#|related.?origin).{0,40}/gi)).toBeNull();
    });

    test('passes the list of features, without them, to the functions', () => {
      for (const features of featuresIn(template)) expect(features).not.toMatch(/passkey|related/);
    });
  });
}

/** Declares the tests of stacks without pages. */
export function testWithoutPages(stacks: readonly Stack[]): void {
  describe.each(stacks)('the stack of %s without pages', (_, template) => {
    test('does not name them: no route, grant, file, variable, media type or page of an error', () => {
      const text = JSON.stringify(template.toJSON());
      expect(
        text.match(
          /.{0,40}((?<!link-)pages\b|PAGE|"sign-in|oauth2|"PathPart":"change-password|BinaryMediaTypes|text\/html).{0,40}/g,
        ),
      ).toBeNull();
    });

    test('passes the list of features, without them, to the functions', () => {
      for (const features of featuresIn(template)) expect(features).not.toContain('pages');
    });
  });
}
