import type { InputEvent } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';
import styles from './Field.module.css';

export interface FieldProps extends Omit<TextFieldProps, 'children' | 'className'> {
  label: string;
  hint?: string | undefined;
  /** More than one line: how many are shown. */
  rows?: number;
}

/** A labelled text field. Errors of the form around it appear below by `name`. */
export function Field({ label, hint, rows, ...props }: FieldProps) {
  return (
    <TextField {...props} className={styles.field!}>
      <Label className={styles.label!}>{label}</Label>
      {rows === undefined
        ? <Input className={styles.input!} onInput={validateAtOnce} />
        : <TextArea className={styles.input!} rows={rows} onInput={validateAtOnce} />}
      {hint !== undefined && <Text slot="description" className={styles.hint!}>{hint}</Text>}
      <FieldError className={styles.error!} />
    </TextField>
  );
}

/** An error goes with the key that mends it. If it went when the field is left, the button below would move away from under the pointer that leaves it. */
function validateAtOnce({ currentTarget }: InputEvent<HTMLInputElement | HTMLTextAreaElement>): void {
  currentTarget.dispatchEvent(new Event('change', { bubbles: true }));
}
