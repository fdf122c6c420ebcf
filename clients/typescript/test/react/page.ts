import { act, Component, createElement, StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { vi } from 'vitest';

const environment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };
environment.IS_REACT_ACT_ENVIRONMENT = true;

// React 18 dispatches an error on the window before a boundary gets it, and jsdom prints what nobody prevents.
window.addEventListener('error', (event) => event.preventDefault());

/** A React root on a page. */
export class Page {
  readonly #element = document.createElement('div');
  readonly #root = createRoot(this.#element);

  constructor(private readonly strict = false) {}

  /** What it shows; of an error, the message. */
  get text(): string {
    return this.#element.textContent;
  }

  render(node: ReactNode): void {
    const page = createElement(ErrorBoundary, null, node);
    act(() => this.#root.render(this.strict ? createElement(StrictMode, null, page) : page));
  }

  close(): void {
    act(() => this.#root.unmount());
  }
}

/** Waits until the condition holds. React renders meanwhile as on a real page: within `act`, React 18 would only do so at its end. */
export async function eventually(condition: () => void): Promise<void> {
  environment.IS_REACT_ACT_ENVIRONMENT = false;
  try {
    await vi.waitFor(condition);
  } finally {
    environment.IS_REACT_ACT_ENVIRONMENT = true;
  }
}

class ErrorBoundary extends Component<{ children?: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error ? this.state.error.message : this.props.children;
  }
}
