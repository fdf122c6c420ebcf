import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../api/errors';
import { useStudio } from '../api/useStudio';

export const acceptedFiles = ['.md', '.markdown', '.txt', '.html', '.htm', '.pdf'];
const maxBytes = 5 * 1024 * 1024;

export interface UploadError {
  file: string;
  message: string;
}

/** Adds files as documents, one after the other; one that is refused does not keep the others back. */
export function useUpload() {
  const studio = useStudio();
  const [errors, setErrors] = useState<UploadError[]>([]);
  const { mutate, isPending } = useMutation({
    mutationFn: async (files: File[]) => {
      setErrors([]);
      for (const file of files) {
        const message = file.size > maxBytes ? 'Is larger than 5 MiB.' : await studio.addFile(file).then(() => undefined, explain);
        if (message !== undefined) {
          setErrors(previous => [...previous, { file: file.name, message }]);
        }
      }
    },
  });
  return { upload: (files: File[]) => mutate(files), busy: isPending, errors, dismiss: () => setErrors([]) };
}

function explain(error: unknown): string {
  if (!(error instanceof ApiError)) {
    throw error;
  }

  return Object.values(error.fields).join(' ') || error.message;
}
