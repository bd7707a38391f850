// The list of the story: a line a date. Enters: `data` with lines of plain text. Leaves: trigger `picked` (an event_id); `told` once, where
// the picture above does not have the names yet. Texts are set as text, never as HTML.
const make = (name, text, of = {}) => Object.assign(document.createElement(name), { textContent: text, ...of });

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector('.dl-story');
  const drawn = JSON.stringify(data.lines);
  if (list._drawn !== drawn) {
    list._drawn = drawn;
    list.replaceChildren(...data.lines.map(line => {
      const li = make('li', ''), says = make('div', '');
      says.append(make('q', line.says), make('small', line.outlets));
      li.append(make('time', line.date), says);
      if (line.event) {
        const button = make('button', data.open, { type: 'button', onclick: () => list._pick(line.event) });
        button.setAttribute('aria-label', `${data.open}: ${line.date}, ${line.title}`);
        li.append(button);
      }
      return li;
    }));
  }
  list._pick = id => setTriggerValue('picked', id);
  if (data.late && list._told !== drawn) {
    list._told = drawn;
    setTriggerValue('told', true);
  }
}
