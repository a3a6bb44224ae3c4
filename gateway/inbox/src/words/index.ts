// The words of the language in use. Every component takes its sentences from here.
import { en } from './en';

export const words = en;
