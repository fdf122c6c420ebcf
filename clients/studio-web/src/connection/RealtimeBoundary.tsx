import type { ReactNode } from 'react';
import type { TokenRequest } from '../sign-in/session';

export interface RealtimeBoundaryProps {
  userId: string;
  token: (request: TokenRequest) => Promise<string>;
  children: ReactNode;
}

export function RealtimeBoundary({ children }: RealtimeBoundaryProps) {
  return children;
}
