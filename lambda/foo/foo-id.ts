/** The form of a foo's id. */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text can be the id of a foo: a UUIDv7 in lower case. */
export function isFooId(text: string): boolean {
  return UUID.test(text);
}
