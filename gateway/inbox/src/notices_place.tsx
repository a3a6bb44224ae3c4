import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import classes from './notices_place.module.css';

// As in inbox.module.css: above this there are several panes.
const severalPanes = '(min-width: 821px)';

// Where notices cover nothing that one would press: over the end of the list, or, where there is
// one pane only, over the top of the thread.
export function Notices() {
  const wide = useMediaQuery(severalPanes, true, { getInitialValueInEffect: false });
  return (
    <Notifications
      position={wide ? 'bottom-left' : 'top-center'}
      containerWidth={320}
      limit={3}
      classNames={{ root: classes.root, notification: classes.notice }}
    />
  );
}
