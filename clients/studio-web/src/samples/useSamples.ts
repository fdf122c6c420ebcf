import { useQuery } from '@tanstack/react-query';
import { useStudio } from '../api/useStudio';
import { useSession } from '../sign-in/session';
import { addSamples } from './samples';

/** Adds the sample documents once, and tells which; wherever it is used, it is the same query. */
export function useSamples() {
  const studio = useStudio();
  const { userId } = useSession();
  return useQuery({
    queryKey: ['samples'],
    queryFn: () => addSamples(studio, userId),
    staleTime: 'static',
  });
}
