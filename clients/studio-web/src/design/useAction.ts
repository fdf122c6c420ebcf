import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';

/** What a press does. It is not begun again unless it failed: the second press of a double click comes before `isPending` has disabled the button. */
export function useAction<T>(act: () => Promise<T>, onDone?: (result: T) => void) {
  const begun = useRef(false);
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: act,
    onSuccess: result => onDone?.(result),
    onError: () => {
      begun.current = false;
    },
  });
  const start = () => {
    if (!begun.current) {
      begun.current = true;
      mutate();
    }
  };

  return { start, isPending, isSuccess, error };
}
