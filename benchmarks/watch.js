// Time from what the reader does to what the reader sees: bench.watch(name) is a promise of ms since the last click, wheel or key
try { localStorage.setItem("dateline-tour", "done"); } catch {}  // the tour is for the first visit
// until bench.looks[name] has another value and a frame with it has been drawn.
window.bench = {
  at: 0,
  idle: () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning',
  looks: {
    drawn: () => document.querySelector('.dl-live')?.dataset.drawn,
    panel: () => document.querySelector('h2.dl-title')?.textContent,
    page: () => (bench.idle() ? document.querySelector('.dl-head')?.textContent : null),
    text: () => document.querySelector('[data-testid="stText"]')?.textContent,
    chart: () => document.querySelector('.js-plotly-plot .gtitle')?.textContent,
  },
  watch(name, most) {  // fails where nothing has changed for `most` ms
    const look = bench.looks[name], before = look(), until = performance.now() + most;
    return new Promise((done, fail) => {
      const tick = () => {
        const now = look();
        if (performance.now() > until) return fail(new Error(`${name} stays ${before}`));
        if (now != null && now !== before) requestAnimationFrame(() => done(performance.now() - bench.at));
        else requestAnimationFrame(tick);
      };
      tick();
    });
  },
};
for (const what of ['click', 'wheel', 'keydown']) addEventListener(what, event => { bench.at = event.timeStamp; }, true);
