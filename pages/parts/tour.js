// The tour: a card that points at one element after the other. Enters: `data.steps` { at, head, text }, words, how often it was asked for.
// Leaves: nothing; that it was seen is kept in this browser. It blocks nothing: whoever goes on working leaves it standing, Escape ends it.
const SEEN = 'dateline-tour', GAP = 12;

export default function ({ data, parentElement }) {
  const card = parentElement.querySelector('.dl-tour'), ring = parentElement.querySelector('.dl-tour-ring');
  const T = card._tour ??= { asked: 0, step: -1 };
  const kept = { get: () => { try { return localStorage.getItem(SEEN); } catch { return 'no store'; } }, set: () => { try { localStorage.setItem(SEEN, 'done'); } catch { /* private window */ } } };

  const place = () => {
    if (T.step < 0) return;
    const target = document.querySelector(data.steps[T.step].at), box = target?.getBoundingClientRect(), seen = box && box.width > 20 && box.right > 0 && box.bottom > 0;
    ring.hidden = !seen;
    const [w, h] = [card.offsetWidth, card.offsetHeight];
    if (!seen) { Object.assign(card.style, { left: `${(innerWidth - w) / 2}px`, top: `${innerHeight - h - 24}px` }); return; }
    const top = Math.max(box.top, 4), bottom = Math.min(box.bottom, innerHeight - 4);
    Object.assign(ring.style, { left: `${box.left - 4}px`, top: `${top - 4}px`, width: `${box.width + 8}px`, height: `${Math.max(24, bottom - top) + 8}px` });
    const beside = box.right + GAP + w < innerWidth && box.width < innerWidth / 2 && box.height > h;
    const left = beside ? box.right + GAP : Math.min(Math.max(box.left + box.width / 2 - w / 2, 16), innerWidth - w - 16);
    const under = bottom + GAP + h < innerHeight, over = top - GAP - h > 0;
    card.style.left = `${left}px`;
    card.style.top = `${beside ? Math.max(top, 60) : under ? bottom + GAP : over ? top - GAP - h : innerHeight - h - 16}px`;
  };
  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  const end = () => { T.step = -1; card.hidden = ring.hidden = true; kept.set(); T.before?.focus?.({ preventScroll: true }); };
  const go = step => {
    if (step >= data.steps.length) { end(); return; }
    if (T.step < 0) T.before = document.activeElement;
    T.step = step;
    const { at, head, text } = data.steps[step], w = data.words, last = step === data.steps.length - 1, row = document.createElement('div');
    if (step) row.append(make('button', w.back, { onclick: () => go(step - 1) }));
    row.append(make('button', last ? w.end : w.next, { className: 'next', onclick: () => go(step + 1) }));
    if (!last) row.append(make('button', w.skip, { className: 'skip', onclick: end }));
    card.replaceChildren(make('small', w.of.replace('{n}', step + 1).replace('{of}', data.steps.length)), make('h2', head, { id: 'dl-tour-head' }), make('p', text), row);
    card.hidden = false;
    const target = document.querySelector(at), box = target?.getBoundingClientRect();
    if (box && (box.top > innerHeight - 160 || box.bottom < 100)) target.scrollIntoView({ block: 'center' });
    place();
    row.querySelector('.next').focus({ preventScroll: true });
  };
  card.onkeydown = ev => { if (ev.key === 'Escape') { ev.stopPropagation(); end(); } };
  if (!T.eye) {
    T.eye = setInterval(() => card.isConnected ? place() : (clearInterval(T.eye), T.eye = null), 250);  // the page moves under it
    addEventListener('scroll', place, { capture: true, passive: true });
    addEventListener('resize', place);
  }
  if (data.asked > T.asked) { T.asked = data.asked; go(0); }
  else if (T.step < 0 && !T.waits && kept.get() === null) {
    T.waits = setInterval(() => {  // not before there is something to point at
      if (kept.get() !== null || !card.isConnected) { clearInterval(T.waits); return; }
      if (document.querySelector('.dl-live[data-drawn]') && T.step < 0) { clearInterval(T.waits); go(0); }
    }, 300);
  }
}
