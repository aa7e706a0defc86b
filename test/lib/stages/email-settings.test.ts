import { noticeKinds } from '../../../lambda/notice-kinds';
import { listNotices } from '../../../lib/stages/email-settings';

test.each([
  [undefined, noticeKinds.filter((kind) => kind !== 'new-device')],
  ['all', noticeKinds],
  ['none', []],
  [[], []],
  [
    ['new-device', 'password-changed'],
    ['password-changed', 'new-device'],
  ],
] as const)('notices of %j are %j', (notices, kinds) => {
  expect(listNotices({ ...(notices !== undefined && { notices }) })).toEqual(kinds);
});
