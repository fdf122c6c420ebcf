import { useState, type ReactNode } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';

/** A page's main button, which opens the form for a new thing. */
export function NewButton({ name, children }: { name: string; children: (close: () => void) => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="primary" icon="add" onPress={() => setOpen(true)}>{name}</Button>
      <Dialog title={name} isOpen={isOpen} onClose={close}>{children(close)}</Dialog>
    </>
  );
}
