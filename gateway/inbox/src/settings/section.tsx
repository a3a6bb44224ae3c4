// What a page of settings is made of: sections, and in them choices and switches.
import { SegmentedControl, Switch } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './settings.module.css';

interface SectionProps {
  heading: string;
  lead?: string;
  children: ReactNode;
}

export function Section({ heading, lead, children }: SectionProps) {
  const title = useId();
  return (
    <section className={classes.section} aria-labelledby={title}>
      <h2 id={title}>{heading}</h2>
      {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      {children}
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChoose: (value: Value) => void;
}

export function Choice<Value extends string>({
  label,
  value,
  choices,
  onChoose,
}: ChoiceProps<Value>) {
  return (
    <div className={classes.choice}>
      <span aria-hidden="true">{label}</span>
      <SegmentedControl
        aria-label={label}
        radius="xl"
        value={value}
        data={[...choices]}
        onChange={(chosen) => onChoose(chosen as Value)}
        classNames={{ root: classes.segments, label: classes.segment }}
      />
    </div>
  );
}

interface ToggleProps {
  label: string;
  lead: string;
  on: boolean;
  disabled?: boolean;
  onToggle: (on: boolean) => void;
}

export function Toggle({ label, lead, on, disabled = false, onToggle }: ToggleProps) {
  return (
    <Switch
      className={classes.toggle}
      labelPosition="left"
      size="md"
      label={label}
      description={lead}
      checked={on}
      disabled={disabled}
      onChange={(event) => onToggle(event.currentTarget.checked)}
      classNames={{ body: classes.toggleBody, labelWrapper: classes.toggleWords }}
    />
  );
}
