import { endWithParent } from '../../../local/support/end-with-parent';

test('ends once, as soon as the parent changes', () => {
  jest.useFakeTimers();
  let parent = 10;
  const end = jest.fn();
  endWithParent(end, () => parent);
  jest.advanceTimersByTime(5_000);
  expect(end).not.toHaveBeenCalled();
  parent = 1;
  jest.advanceTimersByTime(5_000);
  expect(end).toHaveBeenCalledTimes(1);
  jest.useRealTimers();
});
