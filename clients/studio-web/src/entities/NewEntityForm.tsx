import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EntityPath, Started } from '../api/views';
import { FormDialogBody } from '../design/FormDialogBody';
import { kinds } from './kinds';

export interface NewEntityFormProps {
  path: EntityPath;
  isDisabled?: boolean;
  onSubmit: () => Promise<Started>;
  onClose: () => void;
  children: ReactNode;
}

/** Starts the job, and goes to the page where its result comes to be. */
export function NewEntityForm({ path, onClose, ...form }: NewEntityFormProps) {
  const navigate = useNavigate();
  return (
    <FormDialogBody
      {...form}
      submit={`Make ${kinds[path].one}`}
      onDone={({ id }) => {
        onClose();
        void navigate({ to: `/${path}/$id` as const, params: { id } });
      }}
      onCancel={onClose}
    />
  );
}
