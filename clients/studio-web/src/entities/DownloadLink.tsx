import { buttonClass } from '../design/Button';
import { Icon } from '../design/Icon';

/** Its place is kept until there is something to download. */
export function DownloadLink({ url, fileName }: { url: string | undefined; fileName: string }) {
  return (
    <a href={url} download={fileName} className={buttonClass()} {...(url === undefined && { 'aria-disabled': true })}>
      <Icon name="download" />Download
    </a>
  );
}
