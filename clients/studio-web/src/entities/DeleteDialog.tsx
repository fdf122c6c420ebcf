import { useStudio } from '../api/useStudio';
import type { EntityPath, EntityView } from '../api/views';
import { Dialog } from '../design/Dialog';
import { FormDialogBody } from '../design/FormDialogBody';
import { kinds } from './kinds';

export interface DeleteDialogProps {
  path: EntityPath;
  entity: EntityView;
  isOpen: boolean;
  onClose: () => void;
  onDeleted?: (() => void) | undefined;
}

export function DeleteDialog({ path, entity, isOpen, onClose, onDeleted }: DeleteDialogProps) {
  const studio = useStudio();
  return (
    <Dialog alert title={`Delete ${kinds[path].one}?`} isOpen={isOpen} onClose={onClose}>
      <FormDialogBody
        danger
        submit="Delete"
        onSubmit={() => studio.delete(path, entity.id)}
        onDone={() => {
          onClose();
          onDeleted?.();
        }}
        onCancel={onClose}
      >
        <p>“{entity.title}” will be gone for good. What was made of it stays.</p>
      </FormDialogBody>
    </Dialog>
  );
}
