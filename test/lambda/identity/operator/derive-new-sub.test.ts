import { deriveNewSub } from '../../../../lambda/identity/operator/derive-new-sub';
import { isUuid } from '../../../../lambda/shared/uuid';

test('each line has one id in an import, which differs for other lines and imports', () => {
  const subs = ['one', 'two'].flatMap((importId) =>
    Array.from({ length: 500 }, (_, line) => deriveNewSub(importId, line)),
  );
  expect(new Set(subs).size).toBe(1000);
  expect(deriveNewSub('one', 7)).toBe(subs[7]);
});

test('an id has the format of a sub, and is a UUIDv8', () => {
  for (let line = 0; line < 100; line++) {
    const sub = deriveNewSub('one', line);
    expect(isUuid(sub)).toBe(true);
    expect(sub).toMatch(/^.{14}8.{4}[89ab]/);
  }
});
