import classes from './settings.module.css';

// Why a form was refused, beneath it.
export function Refusal({
  of,
  words,
}: {
  of: { isError: boolean; error: unknown };
  words: (error: unknown) => string;
}) {
  return (
    <div role="alert" className={classes.refusal}>
      {of.isError && words(of.error)}
    </div>
  );
}
