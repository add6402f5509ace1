/* The map's periods without asking the server: a slider and a button that plays them.

   The numbers of all periods came with the page (ban-do-cac-ky, see charts/place_map.py). What the
   server drew stays; only classes, words and lights change: on the tiles, or in the figure that
   charts.js draws, and in the table beside it. Without this file the form chooses the period. */
(function () {
  'use strict';

  const STEP = 1400; // milliseconds a period stays
  const NOTHING = '—';

  const root = document.querySelector('[data-map]');
  const written = document.getElementById('ban-do-cac-ky');
  if (!root || !written) return;
  const data = JSON.parse(written.textContent);
  if (data.periods.length < 2) return;

  const tiles = Array.from(root.querySelectorAll('.tile'));
  const rows = Array.from(root.querySelectorAll('section > .table-region tbody tr'));
  const links = Array.from(root.querySelectorAll('a.tile, tbody a'));
  const lights = document.getElementById('ban-do-den').content;
  const box = root.querySelector('[data-chart]');
  const said = document.querySelector('[data-map-said]');
  const titles = [document.querySelector('[data-map-period]')];
  const select = document.getElementById('ky');
  let at = data.at;
  let timer = 0;

  function light(name) {
    return lights.querySelector('.light--' + name).cloneNode(true);
  }

  function word(name) {
    return lights.querySelector('.light--' + name).textContent.trim();
  }

  function label(place, item) {
    const judged = word(item[2]).toLowerCase();
    const said = item[1] === NOTHING ? [judged, 'chưa có số liệu'] : [item[1], judged, item[3]];
    return data.places[place] + ': ' + said.filter(Boolean).join(', ');
  }

  /* A line of small letters that is there only where it says something. */
  function note(parent, className, text) {
    let line = parent.querySelector('.' + className);
    if (!text) {
      if (line) line.remove();
      return;
    }
    if (!line) {
      line = document.createElement('span');
      line.className = className;
      parent.append(' ', line);
    }
    line.textContent = text;
  }

  function paintTile(tile, place, item) {
    tile.className = 'tile tile--' + item[0];
    tile.setAttribute('aria-label', label(place, item));
    tile.querySelector('.tile__value').textContent = item[1];
    tile.querySelector('.tile__light').replaceChildren(light(item[2]));
    note(tile, 'tile__note', item[3]);
  }

  function paintRow(row, item) {
    row.cells[1].textContent = item[1];
    row.cells[2].replaceChildren(light(item[2]));
    note(row.cells[2], 'cell-note', item[4]);
  }

  /* Polygons in the order of the places, then one series of words. */
  function paintFigure(figure, frame) {
    const words = figure.data[frame.length];
    frame.forEach((item, place) => {
      figure.data[place] = Object.assign({}, figure.data[place], { fillcolor: data.fills[item[0]][0] });
    });
    figure.data[frame.length] = Object.assign({}, words, {
      text: frame.map((item, place) => data.shapes[item[2]]
        + (!words.text[place].includes('<br>') ? '' : ' ' + plain(data.places[place]) + '<br>' + plain(item[5] || item[1]))),
      hovertext: frame.map((item, place) => plain(label(place, item))),
      textfont: Object.assign({}, words.textfont, { color: frame.map((item) => data.fills[item[0]][1]) }),
    });
  }

  function plain(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  }

  function paintChart(frame) {
    const source = document.getElementById(box.dataset.chart);
    const figure = box.figure || JSON.parse(source.textContent);
    paintFigure(figure, frame);
    if (box.figure && window.Plotly && box.layout) window.Plotly.react(box, figure.data, box.layout);
    else source.textContent = JSON.stringify(figure); // charts.js has yet to draw it
  }

  /* Words of the server that name the period, wherever they stand alone or at the end. */
  function rename(element, before, after) {
    if (element) element.textContent = element.textContent.replace(before, after);
  }

  function keepPeriod(link, code) {
    const there = new URL(link.href);
    there.searchParams.set('ky', code);
    link.href = there;
  }

  function lower(text) {
    return text.charAt(0).toLowerCase() + text.slice(1);
  }

  function show(next) {
    const before = data.periods[at][1];
    at = next;
    const [code, name] = data.periods[at];
    const frame = data.frames[at];
    tiles.forEach((tile) => paintTile(tile, tile.place, frame[tile.place]));
    rows.forEach((row, place) => paintRow(row, frame[place]));
    if (box) paintChart(frame);
    titles.forEach((title) => rename(title, before, name));
    root.querySelectorAll('caption span, .chart__title').forEach((title) => rename(title, lower(before), lower(name)));
    slider.value = at;
    slider.setAttribute('aria-valuetext', name);
    shown.textContent = name;
    said.textContent = name;
    if (select) select.value = code;
    links.forEach((link) => keepPeriod(link, code));
    const address = new URL(window.location.href);
    address.searchParams.set('ky', code);
    window.history.replaceState(window.history.state, '', address);
  }

  function stop() {
    window.clearInterval(timer);
    timer = 0;
    play.textContent = '▶ Chạy';
  }

  function start() {
    if (at === data.periods.length - 1) show(0);
    play.textContent = '❚❚ Dừng';
    timer = window.setInterval(() => {
      if (at === data.periods.length - 1) stop();
      else show(at + 1);
    }, STEP);
  }

  const byName = new Map(data.places.map((name, place) => [name, place]));
  tiles.forEach((tile) => {
    tile.place = byName.get(tile.querySelector('.tile__name').textContent);
  });

  const play = document.createElement('button');
  play.type = 'button';
  play.className = 'button button--secondary';
  play.textContent = '▶ Chạy';
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.min = 0;
  slider.max = data.periods.length - 1;
  slider.value = at;
  slider.setAttribute('aria-label', 'Kỳ');
  slider.setAttribute('aria-valuetext', data.periods[at][1]);
  const shown = document.createElement('span');
  shown.className = 'player__period';
  shown.setAttribute('aria-hidden', 'true');
  shown.textContent = data.periods[at][1];

  play.addEventListener('click', () => (timer ? stop() : start()));
  slider.addEventListener('input', () => {
    stop();
    show(Number(slider.value));
  });
  document.addEventListener('visibilitychange', () => document.hidden && stop());

  const player = root.querySelector('[data-map-player]');
  player.append(play, slider, shown);
  player.hidden = false;
})();
