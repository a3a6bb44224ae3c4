// What fades in or out has the colours of neither: it is waited for, as long as it ends at all.
export async function hasFaded(page) {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ effect }) => effect?.getComputedTiming().endTime === Infinity),
  );
}
