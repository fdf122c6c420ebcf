import type { DocumentView } from '../api/views';

export const formatText: Record<DocumentView['format'], string> = { markdown: 'Markdown', text: 'Text', html: 'HTML', pdf: 'PDF' };

export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
