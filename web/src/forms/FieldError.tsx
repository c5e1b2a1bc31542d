import { Retold } from '../api/words';

/** What is wrong with a field, below it; `id` is what the control names as its description. */
export function FieldError({ id, name, errors }: { id: string; name: string; errors: string[] }) {
  if (errors.length === 0) return null;
  return (
    <p class="field-error" id={id} data-error={name}>
      <span aria-hidden="true">▲ </span>
      <Retold said={errors} />
    </p>
  );
}
