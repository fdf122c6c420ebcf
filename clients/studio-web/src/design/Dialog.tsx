import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './Button';
import styles from './Dialog.module.css';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** Asks before something that cannot be undone. */
  alert?: boolean;
  children: ReactNode;
}

export function Dialog({ title, isOpen, onClose, alert = false, children }: DialogProps) {
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={open => !open && onClose()} isDismissable={!alert} className={styles.overlay!}>
      <Modal className={styles.modal!}>
        <AriaDialog role={alert ? 'alertdialog' : 'dialog'} className={styles.dialog!}>
          <header className={styles.header}>
            <Heading slot="title" level={2}>{title}</Heading>
            {!alert && <IconButton icon="close" label="Close" onPress={onClose} />}
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}
