import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EntityPath } from '../api/views';

export interface EntityLinkProps {
  path: EntityPath;
  id: string;
  className?: string | undefined;
  children: ReactNode;
}

export function EntityLink({ path, id, className, children }: EntityLinkProps) {
  return <Link to={`/${path}/$id` as const} params={{ id }} className={className} preload="intent">{children}</Link>;
}
