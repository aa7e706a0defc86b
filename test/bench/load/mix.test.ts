import { chooseAction } from '../../../bench/load/mix';

test('of 100 requests 5 are sign-ups and sign-ins, 15 refreshes, and 80 calls with a token', () => {
  const counts = { signIns: 0, refreshes: 0, calls: 0 };
  for (let index = 0; index < 100; index++) {
    const action = chooseAction((index + 0.5) / 100);
    if (action === 'sign up' || action === 'sign in') counts.signIns++;
    else if (action === 'refresh') counts.refreshes++;
    else counts.calls++;
  }
  expect(counts).toEqual({ signIns: 5, refreshes: 15, calls: 80 });
});
