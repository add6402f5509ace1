/* Puts Plotly's chart in the place of each picture that came with the page (_chart.html), from the
   figure JSON beside it: the same drawing, with labels under the pointer.

   Pages without a chart load nothing but this file: Plotly and the locale, whose addresses are on
   our own script element, are fetched only when there is a picture to replace. Whatever goes wrong,
   the picture stays; it shows the same numbers. */
(function () {
  'use strict';

  const NARROW = 480;
  const PRINT_WIDTH = 630; // A4 between the margins of app.css, less the figure's own padding
  // Plotly's bundles inject map styles unless an element of this id exists; our CSP refuses them.
  const MAP_STYLE_ID = '9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53';

  const addresses = document.currentScript ? document.currentScript.dataset : {};
  const boxes = Array.from(document.querySelectorAll('[data-chart]'));
  const touch = window.matchMedia('(hover: none), (pointer: coarse)').matches;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  function fail(box, error) {
    box.classList.remove('is-drawn');
    box.querySelectorAll('.plot-container').forEach((half) => half.remove());
    boxes.splice(boxes.indexOf(box), 1);
    if (window.console) console.warn('LSDash:', error);
  }

  function config(box) {
    return {
      locale: 'vi',
      responsive: false, // our own observer redraws, with fewer labels where it is narrow
      displaylogo: false,
      displayModeBar: touch ? false : 'hover',
      modeBarButtons: [['toImage']],
      toImageButtonOptions: { filename: box.dataset.chart, format: 'png', scale: 2 },
      showSendToCloud: false,
      plotlyServerURL: '',
      doubleClick: false,
      scrollZoom: false,
    };
  }

  /* The server's layout, made to fit: nothing zooms (a finger scrolls the page), and a narrow box
     gets smaller letters and fewer gridlines. Categories keep every label. */
  function fitted(layout, width, height) {
    const result = Object.assign({}, layout, { width: width, height: height, autosize: false });
    const narrow = width < NARROW;
    if (narrow) {
      const size = Math.max(11, ((layout.font || {}).size || 14) - 2);
      result.font = Object.assign({}, layout.font, { size: size });
      result.margin = Object.assign({}, layout.margin, { r: 8, pad: 2 });
    }
    if (still) result.transition = { duration: 0 };
    Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key)).forEach((key) => {
      const axis = Object.assign({ automargin: true }, layout[key], { fixedrange: true });
      if (narrow && !axis.dtick) axis.nticks = Math.min(axis.nticks || 5, 5);
      result[key] = axis;
    });
    return result;
  }

  function draw(box, width) {
    const figure = box.figure;
    const wide = width || box.clientWidth;
    if (!wide) return Promise.resolve(); // in a closed part of the page; the observer calls again
    const layout = fitted(figure.layout || {}, wide, box.clientHeight);
    box.drawnWidth = wide;
    return window.Plotly.react(box, figure.data || [], layout, config(box))
      .then(() => box.classList.add('is-drawn'))
      .catch((error) => fail(box, error));
  }

  /* Only paths of this site are followed: "/dia-ban/180/", never "//elsewhere" or "javascript:". */
  function path(point) {
    const data = Array.isArray(point.customdata) ? point.customdata[0] : point.customdata;
    return typeof data === 'string' && /^\/(?![/\\])/.test(data) ? data : '';
  }

  /* A label that unites several series leads where the first of them with a link leads. */
  function address(event) {
    return ((event && event.points) || []).map(path).find(Boolean) || '';
  }

  /* With a finger the first tap shows the label and the second one follows the link. */
  function follow(box, event) {
    const href = address(event);
    if (!href) return;
    if (touch) {
      const again = box.tapped === href && Date.now() - box.tappedAt > 500; // one tap is told twice
      if (box.tapped !== href) {
        box.tapped = href;
        box.tappedAt = Date.now();
      }
      if (!again) return;
    }
    window.location.assign(href);
  }

  function start(box) {
    if (box.figure || !box.isConnected) return;
    try {
      box.figure = JSON.parse(document.getElementById(box.dataset.chart).textContent);
      draw(box).then(() => {
        if (!box.on) return;
        box.setAttribute('role', 'group'); // Plotly's button for the picture is inside: no longer an image
        box.on('plotly_click', (event) => follow(box, event));
        box.on('plotly_hover', (event) => box.classList.toggle('is-link', Boolean(address(event))));
        box.on('plotly_unhover', () => box.classList.remove('is-link'));
      }).catch((error) => fail(box, error));
    } catch (error) {
      fail(box, error);
    }
  }

  function redraw(box, width) {
    if (!box.figure || !box.isConnected) return;
    try {
      draw(box, width);
    } catch (error) {
      fail(box, error);
    }
  }

  function drawWhenNear() {
    if (!('IntersectionObserver' in window)) {
      boxes.slice().forEach(start);
      return;
    }
    const observer = new IntersectionObserver((entries) => {
      entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
        observer.unobserve(entry.target);
        start(entry.target);
      });
    }, { rootMargin: '300px 0px' });
    boxes.forEach((box) => observer.observe(box));
  }

  let printing = false;

  function print(on) {
    if (!window.Plotly || printing === on) return;
    printing = on;
    boxes.forEach((box) => {
      if (on && box.clientWidth) start(box);
      redraw(box, on ? PRINT_WIDTH : 0);
    });
  }

  function redrawWhenResized() {
    let timer = 0;
    window.addEventListener('resize', () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (!printing) boxes.filter((box) => box.clientWidth !== box.drawnWidth).forEach((box) => redraw(box));
      }, 120);
    });
    window.addEventListener('beforeprint', () => print(true));
    window.addEventListener('afterprint', () => print(false));
  }

  function load(src) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = src;
      script.onload = resolve;
      script.onerror = () => reject(new Error('không tải được ' + src));
      document.head.appendChild(script);
    });
  }

  if (!boxes.length) return;
  const placeholder = document.createElement('meta');
  placeholder.id = MAP_STYLE_ID;
  document.head.appendChild(placeholder);
  Promise.all([load(addresses.locale), load(addresses.plotly)])
    .then(() => {
      redrawWhenResized();
      drawWhenNear();
    })
    .catch((error) => boxes.slice().forEach((box) => fail(box, error)));
})();
