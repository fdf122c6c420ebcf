import { useState } from 'react';
import type { EntityPath, EntityView } from '../api/views';
import { MenuButton } from '../design/MenuButton';
import { DeleteDialog } from './DeleteDialog';
import { RenameDialog } from './RenameDialog';

export interface EntityMenuProps {
  path: EntityPath;
  entity: EntityView;
  onDeleted?: () => void;
}

export function EntityMenu({ path, entity, onDeleted }: EntityMenuProps) {
  const [dialog, setDialog] = useState<'rename' | 'delete'>();
  const close = () => setDialog(undefined);
  return (
    <>
      <MenuButton
        icon="more"
        label={`Actions for ${entity.title}`}
        items={[
          { id: 'rename', name: 'Rename', icon: 'edit', onAction: () => setDialog('rename') },
          { id: 'delete', name: 'Delete', icon: 'delete', onAction: () => setDialog('delete') },
        ]}
      />
      <RenameDialog path={path} entity={entity} isOpen={dialog === 'rename'} onClose={close} />
      <DeleteDialog path={path} entity={entity} isOpen={dialog === 'delete'} onClose={close} onDeleted={onDeleted} />
    </>
  );
}
