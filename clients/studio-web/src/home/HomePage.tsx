import { Page } from '../layout/Page';

export function HomePage() {
  return <Page title="Overview"><p>…</p></Page>;
}
