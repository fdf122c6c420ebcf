import type { ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { ApiError, noFieldErrors } from '../api/errors';
import { Button } from './Button';
import { DialogButtons } from './Dialog';
import { Notice } from './Notice';
import { useAction } from './useAction';
import styles from './FormDialogBody.module.css';

export interface FormDialogBodyProps<T> {
  submit: string;
  danger?: boolean;
  isDisabled?: boolean;
  onSubmit: () => Promise<T>;
  onDone: (result: T) => void;
  onCancel: () => void;
  children: ReactNode;
}

/** A dialog's form: sends, shows what the server has against it at the fields, and lets the user try again. */
export function FormDialogBody<T>({ submit, danger = false, isDisabled = false, onSubmit, onDone, onCancel, children }: FormDialogBodyProps<T>) {
  const { start, isPending, error } = useAction(onSubmit, onDone);
  const fields = error instanceof ApiError ? error.fields : noFieldErrors;
  return (
    <Form
      className={styles.form!}
      validationErrors={fields}
      onSubmit={event => {
        event.preventDefault();
        start();
      }}
    >
      {children}
      {error && <Notice>{[error.message, ...unnamed(fields)].join(' ')}</Notice>}
      <DialogButtons>
        <Button onPress={onCancel}>Cancel</Button>
        <Button type="submit" variant={danger ? 'danger' : 'primary'} isDisabled={isPending || isDisabled}>{submit}</Button>
      </DialogButtons>
    </Form>
  );
}

/** Errors of what has no text field of its own are said in the notice. */
const unnamed = (fields: Readonly<Record<string, string>>): string[] =>
  Object.entries(fields).filter(([name]) => name === 'documentIds' || name === 'documentId' || name === 'points').map(([, message]) => message);
