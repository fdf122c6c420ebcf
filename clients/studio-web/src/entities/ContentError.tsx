import { Button } from '../design/Button';
import { Notice } from '../design/Notice';

export function ContentError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return <Notice action={<Button small icon="retry" onPress={onRetry}>Try again</Button>}>{error.message}</Notice>;
}
