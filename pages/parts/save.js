// A picture as it is drawn, as a file, with what it is and where it comes from above and beneath.
// Enters: Plotly, the element it drew on, { title, about }, 'png' or 'svg'. Leaves: a download.
function savePicture(P, plot, { title, about }, format) {
  if (!format) return;
  const { layout, data } = plot, { width, height } = plot._fullLayout, lines = about.split('\n');
  const plain = text => text.replace(/[&<>]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);
  const probe = Object.assign(document.createElement('span'), { style: 'color: var(--dl-paper)' });
  document.body.append(probe);
  const paper = getComputedStyle(probe).color;
  probe.remove();
  const under = layout.margin?.b ?? 0, more = 30 + 14 * (lines.length - 1);
  const margin = { ...layout.margin, t: (layout.margin?.t ?? 0) + 40, b: under + more };
  const head = { text: plain(title), x: 0.01, xanchor: 'left', y: 0.985, yanchor: 'top', font: { size: 18 } };
  const foot = { text: lines.map(plain).join('<br>'), align: 'left', x: 0, xref: 'paper', xanchor: 'left', y: 0, yref: 'paper', yanchor: 'top', yshift: -under - 4, showarrow: false, font: { size: 11 } };
  const whole = { ...layout, width, height: height + 40 + more, margin, title: head, paper_bgcolor: paper, annotations: [...(layout.annotations ?? []), foot] };
  P.downloadImage({ data, layout: whole }, { format, width, height: height + 40 + more, scale: format === 'png' ? 2 : 1, filename: 'timeline' });
}
