// The page that was carried away: a list by date, a picture of it, filters; all from the JSON in this file, nothing from elsewhere.
'use strict';
const D = JSON.parse(document.getElementById('data').textContent), DAY = 864e5, LANES = 8;
const $ = id => document.getElementById(id);
const make = (tag, more = {}, ...inside) => { const e = Object.assign(document.createElement(tag), more); e.append(...inside); return e; };
const draw = (tag, more, ...inside) => {
  const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [k, v] of Object.entries(more)) e.setAttribute(k, v);
  e.append(...inside);
  return e;
};
const day = text => text ? Date.parse(text + 'T00:00:00Z') / DAY : null;
const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const busiest = D.actors.map((name, n) => ({ name, n, k: D.events.filter(e => e.who.includes(n)).length })).sort((a, b) => b.k - a.k);

// ---- the list, built once
function article(e) {
  const said = [e.kind, e.vouched, e.who.map(n => D.actors[n]).join(', '), e.where].filter(Boolean).join(' · ');
  const box = make('article', { id: 'e-' + e.n, tabIndex: -1 }, make('h3', {}, make('span', { className: 'when', textContent: e.words }), ' ' + e.title),
    make('p', { className: 'mute', textContent: said }));
  for (const [sentence, s] of e.told) {
    const { name, link, published } = D.sources[s], foot = make('footer', {}, '— ');
    foot.append(link ? make('a', { href: link, textContent: name, rel: 'noopener noreferrer', target: '_blank' }) : name, published ? ', ' + published : '');
    box.append(make('blockquote', {}, make('span', { textContent: '“' + sentence + '”' }), foot));
  }
  return box;
}
const heads = new Map();
D.events.forEach((e, n) => {
  e.n = n;
  e.hay = fold([e.title, ...e.told.map(([s]) => s), ...e.who.map(w => D.actors[w])].join(' '));
  e.box = article(e);
  if (!heads.has(e.head)) {
    const section = make('section', {}, make('h2', { textContent: e.head }));
    heads.set(e.head, section);
    $('list').append(section);
  }
  heads.get(e.head).append(e.box);
});
for (const { name, n, k } of busiest) $('actor').append(make('option', { value: n, textContent: `${name} (${k})` }));

// ---- filters
let shown = D.events, now = -1;
function filter() {
  const words = fold($('words').value).split(/\s+/).filter(Boolean), who = $('actor').value, from = day($('from').value), to = day($('to').value), cut = from !== null || to !== null;
  shown = D.events.filter(e => (who === '' || e.who.includes(+who)) && words.every(w => e.hay.includes(w))
    && (!cut || e.dated) && (from === null || e.end === null || e.end > from) && (to === null || e.start === null || e.start <= to));
  const there = new Set(shown);
  for (const e of D.events) e.box.hidden = !there.has(e);
  for (const section of heads.values()) section.hidden = !section.querySelector('article:not([hidden])');
  const undated = shown.filter(e => !e.dated).length;
  $('count').textContent = `${shown.length.toLocaleString('en')} of ${D.events.length.toLocaleString('en')} events`
    + (undated ? `, ${undated.toLocaleString('en')} without a date (at the end)` : cut ? '; those without a date are hidden while you filter by date' : '');
  now = -1;
  picture();
}

// ---- the picture: lanes by actor; shape says who vouches, a hollow sign that it is not that very day, a bar how long it may have been
let marks = [];
function picture() {
  const svg = $('picture'), wide = svg.clientWidth || 800, left = Math.min(190, wide * 0.32), dated = shown.filter(e => e.start !== null && e.end !== null);
  svg.replaceChildren();
  marks = [];
  if (!dated.length) { svg.setAttribute('height', 0); return; }
  const there = new Set(dated.flatMap(e => e.who)), lanes = busiest.filter(a => there.has(a.n)).slice(0, LANES), at = new Map(lanes.map((a, i) => [a.n, i]));
  const rest = dated.some(e => !e.who.some(w => at.has(w))), rows = lanes.map(a => a.name).concat(rest ? ['Others'] : []), high = rows.length * 26 + 34;
  const low = Math.min(...dated.map(e => e.start)), top = Math.max(...dated.map(e => e.end)), air = Math.max(1, (top - low) * 0.03);
  const x = d => left + 10 + (d - low + air) / (top - low + 2 * air) * (wide - left - 20), y = i => 18 + i * 26;
  svg.setAttribute('height', high);
  svg.setAttribute('viewBox', `0 0 ${wide} ${high}`);
  rows.forEach((name, i) => svg.append(draw('line', { class: 'lane', x1: left, x2: wide, y1: y(i), y2: y(i) }),
    draw('text', { x: left - 8, y: y(i) + 4, 'text-anchor': 'end' }, name.length > left / 7 ? name.slice(0, left / 7 - 1) + '…' : name)));
  for (const [d, words] of ticks(low - air, top + air, (wide - left) / 90)) svg.append(draw('text', { x: x(d), y: high - 6, 'text-anchor': 'middle' }, words));
  for (const e of dated) for (const i of new Set(e.who.filter(w => at.has(w)).map(w => at.get(w)).concat(e.who.some(w => at.has(w)) ? [] : [rows.length - 1]))) mark(svg, e, x, y(i));
}
function mark(svg, e, x, cy) {
  const hue = `var(--${e.group})`, a = x(e.start), b = x(e.end), cx = (a + b) / 2, r = 5;
  if (b - a > 12) svg.append(draw('rect', { x: a, y: cy - 2, width: b - a, height: 4, rx: 2, style: `fill:${hue};opacity:.35` }));
  const points = { claimed: `${cx},${cy - 6} ${cx + 6},${cy} ${cx},${cy + 6} ${cx - 6},${cy}`, planned: `${cx - 5},${cy - 6} ${cx + 6},${cy} ${cx - 5},${cy + 6}` }[e.status];
  const more = { class: 'mark', style: `fill:${e.hollow || e.status === 'denied' ? 'var(--paper)' : hue};stroke:${hue}` };
  const sign = e.status === 'denied' ? draw('path', { ...more, d: `M${cx - 5} ${cy - 5}L${cx + 5} ${cy + 5}M${cx + 5} ${cy - 5}L${cx - 5} ${cy + 5}` })
    : points ? draw('polygon', { ...more, points }) : draw('circle', { ...more, cx, cy, r });
  sign.append(draw('title', {}, `${e.words}: ${e.title}`));
  sign.addEventListener('click', () => open(e));
  svg.append(sign);
  marks.push({ e, cx, cy });
}
function ticks(low, top, most) {
  const date = d => new Date(d * DAY), out = [], years = (top - low) / 365.25, first = date(low), months = [1, 2, 3, 6].find(m => years * 12 / m <= most);
  const step = months ?? 12 * [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find(n => years / n <= most);
  for (let m = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step; ; m += step) {
    const d = Date.UTC(Math.floor(m / 12), m % 12) / DAY;
    if (d > top) break;
    if (d >= low) out.push([d, step >= 12 ? String(Math.floor(m / 12)) : date(d).toLocaleDateString('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })]);
  }
  return out.length ? out : [[low, date(low).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })]];
}
function open(e) {
  e.box.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  e.box.focus({ preventScroll: true });
}
function step(by) {
  if (!marks.length) return;
  now = Math.min(Math.max(now + by, 0), marks.length - 1);
  const { e, cx, cy } = marks[now];
  $('picture').querySelector('.now')?.remove();
  $('picture').append(draw('circle', { class: 'now', cx, cy, r: 10 }));
  $('said').textContent = `${e.words}: ${e.title}. ${now + 1} of ${marks.length}`;
}
$('picture').addEventListener('keydown', ev => {
  const does = { ArrowRight: () => step(1), ArrowLeft: () => step(-1), Home: () => step(-Infinity), End: () => step(Infinity), Enter: () => now >= 0 && open(marks[now].e) }[ev.key];
  if (does) { ev.preventDefault(); does(); }
});
for (const id of ['words', 'actor', 'from', 'to']) $(id).addEventListener('input', filter);
$('filters').addEventListener('reset', () => setTimeout(filter));
$('filters').addEventListener('submit', ev => ev.preventDefault());
addEventListener('resize', picture);
filter();
