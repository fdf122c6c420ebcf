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
        ? <Input className={styles.input!} />
        : <TextArea className={styles.input!} rows={rows} />}
      {hint !== undefined && <Text slot="description" className={styles.hint!}>{hint}</Text>}
      <FieldError className={styles.error!} />
    </TextField>
  );
}
