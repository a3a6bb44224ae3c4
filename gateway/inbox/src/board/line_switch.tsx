import { Button, Group, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { board, type LineSwitch, type Standing } from '../api/board';
import { keys } from '../api/keys';
import type { Line } from '../api/types';
import { readAgain } from '../live/read_again';
import { notices } from '../notices';
import { Sheet } from '../sheet';
import { t } from '../words';
import { languageName } from '../words/languages';
import { faultWords } from '../wording/fault_words';
import { momentOf, wallClock } from '../zone';
import classes from './board.module.css';
import { isPast, rulesFor, wordsFault } from './switch_check';

const hourMs = 60 * 60_000;
const spans = [1, 2, 4, 8, 24] as const;
const states: readonly Standing[] = ['open', 'short-staffed', 'closed'];

function useSwitch(line: Line, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: LineSwitch | null) => board.switchLine(line.id, to),
    onSuccess: (after) => {
      notices.tell(t(`board.line.switched.${after.switch?.state ?? 'open'}`));
      onDone();
    },
    onError: (error) => notices.refused(error),
    onSettled: () => void readAgain(client, keys.lines),
  });
}

interface UntilProps {
  line: Line;
  until: string;
  fault: string | null;
  onChange: (until: string) => void;
}

// A time by the line's own clock: some hours from now, or any.
function Until({ line, until, fault, onChange }: UntilProps) {
  const chosen = (hours: string | null) => {
    if (hours === null) return;
    const at = new Date(Date.now() + Number(hours) * hourMs);
    onChange(wallClock(at, line.time_zone));
  };
  return (
    <div className={classes.until}>
      <Select
        label={t('board.line.for')}
        placeholder={t('board.line.choose')}
        data={spans.map((count) => ({
          value: String(count),
          label: t('board.line.hours', { count }),
        }))}
        onChange={chosen}
      />
      <TextInput
        type="datetime-local"
        label={t('board.line.untilLabel')}
        description={line.time_zone}
        required
        withAsterisk={false}
        value={until}
        error={fault}
        errorProps={{ role: 'alert' }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

interface SaidProps {
  line: Line;
  state: LineSwitch['state'];
  words: Record<string, string>;
  onChange: (words: Record<string, string>) => void;
}

function Said({ line, state, words, onChange }: SaidProps) {
  const faultIn = (said: string) => {
    const fault = wordsFault(said, state);
    return fault && faultWords(fault, rulesFor(state));
  };
  return (
    <>
      <p className={classes.standing}>
        {t('board.line.wordsLead')} {t(`board.line.fills.${state}`)}
      </p>
      {line.languages.map((language) => (
        <Textarea
          key={language}
          label={t('board.line.words', { language: languageName(language) })}
          lang={language}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1600}
          value={words[language] ?? ''}
          error={faultIn(words[language] ?? '')}
          errorProps={{ role: 'alert' }}
          onChange={(event) => onChange({ ...words, [language]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}

function wordsGiven(words: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter(([, said]) => said.trim() !== ''));
}

// What is in the form. It is sent only once nothing in it is wrong.
function useForm(line: Line, onDone: () => void) {
  const now = line.switch;
  const [state, setState] = useState<Standing>(now?.state ?? 'open');
  const [until, setUntil] = useState(() => (now ? wallClock(now.until, line.time_zone) : ''));
  const [words, setWords] = useState<Record<string, string>>(now?.words ?? {});
  const [untilFault, setUntilFault] = useState<string | null>(null);
  const change = useSwitch(line, onDone);
  const submit = () => {
    if (state === 'open') {
      change.mutate(null);
      return;
    }
    const past = isPast(until, line.time_zone, new Date());
    setUntilFault(past ? t('board.line.past') : null);
    const wrong = line.languages.some((language) => wordsFault(words[language] ?? '', state));
    if (past || wrong) return;
    const end = momentOf(until, line.time_zone).toISOString();
    change.mutate({ state, until: end, words: wordsGiven(words) });
  };
  const endAt = (at: string) => {
    setUntil(at);
    setUntilFault(null);
  };
  return { state, setState, until, endAt, untilFault, words, setWords, submit, change };
}

// Sets the line to open, short-staffed or closed until a time, with what texters get meanwhile.
export function LineSwitchSheet({ line, onDone }: { line: Line; onDone: () => void }) {
  const { state, setState, until, endAt, untilFault, ...form } = useForm(line, onDone);
  return (
    <Sheet title={t('board.line.changeHeading', { name: line.name })} onClose={onDone}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          form.submit();
        }}
      >
        <Radio.Group
          label={t('board.line.state')}
          value={state}
          onChange={(chosen) => setState(chosen as Standing)}
        >
          <div className={classes.choices}>
            {states.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`board.line.states.${one}`)}
                description={t(`board.line.leads.${one}`)}
              />
            ))}
          </div>
        </Radio.Group>
        {state !== 'open' && (
          <>
            <Until line={line} until={until} fault={untilFault} onChange={endAt} />
            <Said line={line} state={state} words={form.words} onChange={form.setWords} />
          </>
        )}
        <Group justify="flex-end" mt="md" gap="sm">
          <Button variant="default" radius="xl" size="md" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" radius="xl" size="md" loading={form.change.isPending}>
            {t('board.line.set')}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}
