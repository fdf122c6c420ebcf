import { useMemo } from 'react';
import { useSession } from '../sign-in/session';
import { Studio } from './studio';

export function useStudio(): Studio {
  const session = useSession();
  return useMemo(() => new Studio(session), [session]);
}
