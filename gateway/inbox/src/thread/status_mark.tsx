import type { TextStatus } from '../api/types';
import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
  type IconComponent,
} from '../icons';

const icons: Record<TextStatus, IconComponent | null> = {
  received: null,
  queued: IconClock,
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  failed: IconAlertCircle,
  unknown: IconHelpCircle,
};

export function StatusMark({ status }: { status: TextStatus }) {
  const Icon = icons[status];
  return Icon && <Icon size={15} stroke={2.2} aria-hidden="true" />;
}
