import { Component, type ReactNode } from 'react';
import { ErrorPage } from './ErrorPage';

/** The last resort: what the router's own boundaries did not catch. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return 'error' in this.state ? <ErrorPage error={this.state.error} onRetry={() => location.reload()} /> : this.props.children;
  }
}
