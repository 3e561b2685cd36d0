/**
 * A sandboxed frame submits no forms, and does not even tell that one was to be: the page, which never sends any, does
 * without. Enter in a field presses the form's button, so that press is all there is to hear.
 */
export function submitHere(scope: Document): void {
  scope.addEventListener('click', (event) => {
    const button = event.composedPath().find((one): one is HTMLButtonElement => one instanceof HTMLButtonElement);
    const form = button?.type === 'submit' ? button.form : null;
    if (!form) return;
    event.preventDefault();
    if (!button!.formNoValidate && !form.reportValidity()) return;
    form.dispatchEvent(new SubmitEvent('submit', { submitter: button!, bubbles: true, cancelable: true }));
  });
}
