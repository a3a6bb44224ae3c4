import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../actions/use_may';
import type { Conversation } from '../api/types';
import { IconHeart } from '../icons';
import { t } from '../words';
import classes from './people.module.css';
import { WishesSheet } from './wishes_sheet';

// To note what they said they wish for: few know the keyword that asks for it.
export function WishesAct({ conversation }: { conversation: Conversation }) {
  const [choosing, setChoosing] = useState(false);
  const may = useMay(conversation);
  if (!may.wish) return null;
  return (
    <div className={classes.wishesAct}>
      <Button
        variant="default"
        radius="xl"
        size="sm"
        leftSection={<IconHeart size={18} aria-hidden="true" />}
        onClick={() => setChoosing(true)}
      >
        {t('people.wish.act')}
      </Button>
      {choosing && <WishesSheet conversation={conversation} onDone={() => setChoosing(false)} />}
    </div>
  );
}
