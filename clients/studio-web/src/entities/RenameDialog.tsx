import { useState } from 'react';
import { useStudio } from '../api/useStudio';
import type { EntityPath, EntityView } from '../api/views';
import { Dialog } from '../design/Dialog';
import { Field } from '../design/Field';
import { FormDialogBody } from '../design/FormDialogBody';
import { kinds } from './kinds';

export interface RenameDialogProps {
  path: EntityPath;
  entity: EntityView;
  isOpen: boolean;
  onClose: () => void;
}

export function RenameDialog({ path, entity, isOpen, onClose }: RenameDialogProps) {
  return (
    <Dialog title={`Rename ${kinds[path].one}`} isOpen={isOpen} onClose={onClose}>
      <RenameForm path={path} entity={entity} onClose={onClose} />
    </Dialog>
  );
}

function RenameForm({ path, entity, onClose }: Omit<RenameDialogProps, 'isOpen'>) {
  const studio = useStudio();
  const [title, setTitle] = useState(entity.title);
  return (
    <FormDialogBody submit="Rename" onSubmit={() => studio.rename(path, entity.id, title.trim())} onDone={onClose} onCancel={onClose}>
      <Field label="Title" name="title" value={title} onChange={setTitle} isRequired autoFocus maxLength={200} />
    </FormDialogBody>
  );
}
