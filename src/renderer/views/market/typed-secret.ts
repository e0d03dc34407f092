/**
 * What is typed in the fields of a form, by name. The form is emptied at once: what was typed is then
 * nowhere in the page but in the answer, which is to be sent and dropped.
 */
export function takenFrom(form: HTMLFormElement): Readonly<Record<string, string>> {
  const taken = Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  form.reset();
  return taken;
}
