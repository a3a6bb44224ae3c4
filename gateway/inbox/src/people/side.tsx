// What is known about a conversation, and who is here.
import type { ReactNode } from 'react';
import type { Conversation, Peer, Wish } from '../api/types';
import { BlockAct } from '../flags/block';
import { OptOutAct } from '../flags/opt_out';
import { useLine, useLineIsGone } from '../inbox/use_views';
import { useSignedIn } from '../session/session';
import { useNow } from '../use_now';
import { t } from '../words';
import { languageName } from '../words/languages';
import { dayAndTime, span, wholeDay } from '../words/times';
import { Before, HandoffNote } from './before';
import { Face } from './face';
import classes from './people.module.css';
import { readinessWords } from './person_picker';
import { readinessOf } from './readiness';
import { RevealAct } from './reveal';
import { usePeers } from './use_peers';
import { WishesAct } from './wishes_act';

const minuteMs = 30_000;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function wishWords(wish: Wish, people: Peer[]): string {
  if (wish.kind === 'not_the_same_person') {
    const peer = people.find(({ id }) => id === wish.not);
    return t('people.wishNot', { name: peer?.name ?? t('people.peer') });
  }
  const value = wish.kind === 'language' ? languageName(wish.value) : wish.value;
  return wish.only ? t('people.wishOnly', { wish: value }) : value;
}

// What is left of one's own shift.
function shiftWords(until: string, now: Date): string {
  const time = dayAndTime(until, now);
  if (new Date(until) <= now) return t('talk.before.shiftOver', { time });
  return t('talk.before.shiftUntil', { time, left: span(now.toISOString(), new Date(until)) });
}

function Facts({ conversation }: { conversation: Conversation }) {
  const now = useNow(minuteMs);
  const line = useLine(conversation.line);
  const lineIsGone = useLineIsGone(conversation.line);
  const { me } = useSignedIn();
  const people = usePeers(conversation.line);
  const owner = conversation.owner === me.id ? t('people.you') : conversation.owner_name;
  const { language, wishes, opened_at, waiting_since, closed_at, block } = conversation;
  return (
    <dl className={classes.facts}>
      <Fact name={t('people.state')}>{t(`people.states.${conversation.state}`)}</Fact>
      {closed_at === null && <Fact name={t('people.owner')}>{owner ?? t('people.nobody')}</Fact>}
      {line && <Fact name={t('people.line')}>{line.name}</Fact>}
      {lineIsGone && <Fact name={t('people.line')}>{t('people.lineGone')}</Fact>}
      <Fact name={t('people.language')}>{languageName(language)}</Fact>
      {wishes.length > 0 && (
        <Fact name={t('people.wishes')}>
          <span className={classes.wishes}>
            {wishes.map((wish) => (
              <span key={`${wish.kind} ${wish.value} ${wish.not}`}>{wishWords(wish, people)}</span>
            ))}
          </span>
        </Fact>
      )}
      <Fact name={t('people.began')}>{dayAndTime(opened_at, now)}</Fact>
      {waiting_since !== null && closed_at === null && (
        <Fact name={t('people.waitingSince')}>{span(waiting_since, now)}</Fact>
      )}
      {me.on_shift_until !== null && (
        <Fact name={t('talk.before.shift')}>{shiftWords(me.on_shift_until, now)}</Fact>
      )}
      {block && <Fact name={t('flags.block.fact')}>{wholeDay(block.until)}</Fact>}
      {block && <Fact name={t('flags.block.by')}>{block.by_name ?? t('people.coordinator')}</Fact>}
      {block && block.reason !== '' && <Fact name={t('flags.block.reason')}>{block.reason}</Fact>}
      {closed_at !== null && <Fact name={t('people.closedAt')}>{dayAndTime(closed_at, now)}</Fact>}
    </dl>
  );
}

function Person({ peer, me }: { peer: Peer; me: string }) {
  return (
    <li className={classes.person}>
      <span className={classes.withPresence} data-presence={peer.presence}>
        <Face name={peer.name} size={34} />
      </span>
      <span className={classes.personWords}>
        <b>
          {peer.name}
          {peer.id === me && <small> · {t('people.you')}</small>}
        </b>
        {peer.role !== 'peer' && <small>{t(`people.${peer.role}`)}</small>}
        {peer.outside_rota && <small>{t('people.outsideRota')}</small>}
      </span>
      <small className={classes.readiness} data-readiness={readinessOf(peer)}>
        {readinessWords(peer)}
      </small>
    </li>
  );
}

export function Side({ conversation }: { conversation: Conversation }) {
  const { me } = useSignedIn();
  const people = usePeers(conversation.line);
  return (
    <div className={classes.side}>
      <div className={classes.who}>
        <Face name={conversation.texter.codename} size={72} />
        <h2>{conversation.texter.codename}</h2>
      </div>
      <Facts conversation={conversation} />
      <WishesAct conversation={conversation} />
      <HandoffNote conversation={conversation} />
      <Before conversation={conversation} />
      <OptOutAct conversation={conversation} />
      <BlockAct conversation={conversation} />
      <RevealAct conversation={conversation} />
      <h3 className={classes.heading}>{t('people.heading')}</h3>
      <ul className={classes.people} aria-label={t('people.heading')}>
        {people.map((peer) => (
          <Person key={peer.id} peer={peer} me={me.id} />
        ))}
      </ul>
    </div>
  );
}
