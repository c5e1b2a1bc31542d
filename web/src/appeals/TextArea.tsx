import type { ComponentChildren } from 'preact';
import { FieldFrame } from '../forms/Field';
import { useField } from '../forms/FormContext';
import './appeals.css';

const LONGEST = 1000;

interface Props {
  name: string;
  label: string;
  hint?: ComponentChildren;
  required?: boolean;
}

/** Several lines in whatever language their author writes. */
export function TextArea({ name, label, hint, required = true }: Props) {
  const { input, typed } = useField(name, hint);
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      <textarea {...input} required={required} rows={5} maxLength={LONGEST} dir="auto" defaultValue={typed ?? ''} />
    </FieldFrame>
  );
}
