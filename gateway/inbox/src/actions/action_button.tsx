import { Button } from '@mantine/core';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';
import type { IconComponent } from '../icons';
import classes from './actions.module.css';

interface ActionButtonProps extends ComponentPropsWithoutRef<'button'> {
  icon: IconComponent;
  name: string;
  busy?: boolean;
}

// One of the row over the thread. Forwards what a menu needs of its target.
export const ActionButton = forwardRef<HTMLButtonElement, ActionButtonProps>(function ActionButton(
  { icon: Icon, name, busy = false, className, ...rest },
  ref,
) {
  return (
    <Button
      ref={ref}
      variant="default"
      radius="xl"
      className={`${classes.action} ${className ?? ''}`}
      loading={busy}
      leftSection={<Icon size={18} aria-hidden="true" />}
      {...rest}
    >
      {name}
    </Button>
  );
});
