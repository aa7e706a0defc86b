/** A handler that does nothing: what every start of a process costs anyway. */

export async function handler() {
  return {};
}
