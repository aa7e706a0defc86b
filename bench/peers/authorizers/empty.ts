/** A handler that does nothing: the cost of any process start. */

export async function handler() {
  return {};
}
