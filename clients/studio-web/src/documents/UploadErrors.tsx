import { Button } from '../design/Button';
import { Notice } from '../design/Notice';
import type { UploadError } from './useUpload';

export function UploadErrors({ errors, onDismiss }: { errors: UploadError[]; onDismiss: () => void }) {
  if (errors.length === 0) {
    return null;
  }

  return (
    <Notice action={<Button small onPress={onDismiss}>Dismiss</Button>}>
      {errors.map(({ file, message }) => <span key={file} style={{ display: 'block' }}><strong>{file}</strong>: {message}</span>)}
    </Notice>
  );
}
