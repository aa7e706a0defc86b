/**
 * Returns a function that runs a task and shows its error. The next successful task clears the error.
 * @param {HTMLElement} element shows the error
 */
export function showErrorsIn(element) {
  /** @param {() => Promise<void>} task */
  return (task) => {
    task().then(
      () => {
        element.textContent = '';
      },
      ({ message }) => {
        element.textContent = message;
      },
    );
  };
}
