import { defaultNotices, noticeKinds } from '../../lambda/notice-kinds';

test('no name is part of another, so that a text of names can be searched', () => {
  for (const kind of noticeKinds) {
    expect(noticeKinds.filter((other) => other.includes(kind))).toEqual([kind]);
    expect(kind).not.toContain(',');
  }
});

test('all are on by default, except that of new devices', () => {
  expect(noticeKinds.filter((kind) => !defaultNotices.includes(kind))).toEqual(['new-device']);
});
