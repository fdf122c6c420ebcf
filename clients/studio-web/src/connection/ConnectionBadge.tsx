import { useSSE } from '@realtime-mesh/client/react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover, VisuallyHidden } from 'react-aria-components';
import { Button } from '../design/Button';
import { Ago } from './Ago';
import { ConnectionDetails } from './ConnectionDetails';
import { useOffline, useRealtime } from './realtime';
import { lookOf } from './states';
import styles from './ConnectionBadge.module.css';

/** Whether this tab hears of changes at this moment, in the header of every page. */
export function ConnectionBadge() {
  const { connectionState, lastEventAt } = useSSE();
  const offline = useOffline();
  const { word, tone } = lookOf(connectionState, offline);

  return (
    <div className={styles.badge}>
      <span className={styles.repair}><Repair /></span>
      <DialogTrigger>
        <AriaButton className={styles.button!} data-tone={tone}>
          <span className={styles.dot} />
          <VisuallyHidden elementType="span">Connection: </VisuallyHidden>
          <span>{word}</span>
          {lastEventAt !== undefined && <span className={styles.ago} aria-hidden="true"><Ago key={lastEventAt} at={lastEventAt} /></span>}
        </AriaButton>
        <Popover placement="bottom end" className={styles.popover!}>
          <Dialog className={styles.dialog!} aria-label="Connection">
            <ConnectionDetails />
            <Repair />
          </Dialog>
        </Popover>
      </DialogTrigger>
      <VisuallyHidden elementType="span"><span role="status">Connection: {word}</span></VisuallyHidden>
    </div>
  );
}

/** The way back, where there is one to press. */
function Repair() {
  const { connectionState, reconnect } = useSSE();
  const { breaks } = useRealtime();
  const offline = useOffline();

  if (offline) {
    return <Button small onPress={() => breaks.setOffline(false)}>Back online</Button>;
  }

  return connectionState === 'disconnected' || connectionState === 'error'
    ? <Button small icon="retry" onPress={() => reconnect()}>Reconnect</Button>
    : null;
}
