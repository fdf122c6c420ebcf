import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useStudio } from '../api/useStudio';
import type { EntityPath, EntityView } from '../api/views';

/** An entity's bytes under an address that only this page has: the API wants a token, which `src` cannot send. */
export function useContent(path: EntityPath, entity: EntityView) {
  const studio = useStudio();
  const { data, error, refetch } = useQuery({
    queryKey: ['content', path, entity.id],
    queryFn: ({ signal }) => studio.content(path, entity.id, { signal }),
    enabled: entity.status === 'ready',
    // What is ready never changes again, and reading it anew would stop what is playing.
    staleTime: 'static',
    gcTime: 60_000,
  });
  return { blob: data, url: useObjectUrl(data), error, retry: () => void refetch() };
}

function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (blob === undefined) {
      return;
    }

    const created = URL.createObjectURL(blob);
    setUrl(created);
    return () => {
      URL.revokeObjectURL(created);
      setUrl(undefined);
    };
  }, [blob]);
  return url;
}
