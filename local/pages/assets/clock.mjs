/** Connects the buttons of the overview with the clock of the run. */
const [time, ahead, error] = ['clock-now', 'clock-ahead', 'clock-error'].map((id) =>
  document.getElementById(id),
);

/** @param {string} duration an ISO 8601 duration */
async function advance(duration) {
  error.textContent = '';
  const response = await fetch('/_local/clock', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ advance: duration }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  time.textContent = time.dateTime = answer.now;
  ahead.textContent = answer.ahead;
}

for (const button of document.querySelectorAll('[data-advance]')) {
  button.addEventListener('click', () =>
    advance(button.dataset.advance).catch(({ message }) => {
      error.textContent = message;
    }),
  );
}
