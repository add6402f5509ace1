/* Slides one at a time, by keys and buttons. The address says which (#von), so that it can be sent,
   kept and reloaded; without this file the slides stand below one another and the numbers at the
   foot lead to them. */
(function () {
  'use strict';

  const deck = document.querySelector('[data-deck]');
  const slides = deck ? Array.from(deck.querySelectorAll('.slide')) : [];
  if (!slides.length) return;

  const marks = Array.from(document.querySelectorAll('.deck__nav ol a'));
  const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

  function shown() {
    const wanted = slides.findIndex((slide) => '#' + slide.id === window.location.hash);
    return Math.max(wanted, 0);
  }

  function show() {
    const current = shown();
    slides.forEach((slide, place) => slide.classList.toggle('is-shown', place === current));
    marks.forEach((mark, place) => {
      if (place === current) mark.setAttribute('aria-current', 'true');
      else mark.removeAttribute('aria-current');
    });
    document.querySelectorAll('[data-go]').forEach((button) => {
      button.disabled = !slides[current + Number(button.dataset.go)];
    });
    window.scrollTo(0, 0);
  }

  /* Leafing leaves no trail in the history: one step back is out of the slides. */
  function go(place) {
    const slide = slides[Math.min(Math.max(place, 0), slides.length - 1)];
    window.history.replaceState(null, '', '#' + slide.id);
    show();
    slide.focus({ preventScroll: true });
  }

  function leave() {
    if (!document.fullscreenElement) window.location.assign(deck.dataset.exit);
  }

  function pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'Escape') { leave(); return; }
    const place = event.key === 'Home' ? 0
      : event.key === 'End' ? slides.length - 1
        : event.key in STEPS ? shown() + STEPS[event.key] : -2;
    if (place === -2) return;
    event.preventDefault();
    go(place);
  }

  const buttons = document.querySelector('[data-deck-buttons]');
  buttons.hidden = false;
  buttons.querySelectorAll('[data-go]').forEach((button) => {
    button.addEventListener('click', () => go(shown() + Number(button.dataset.go)));
  });
  const full = buttons.querySelector('[data-fullscreen]');
  if (document.documentElement.requestFullscreen) {
    full.addEventListener('click', () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    });
  } else full.hidden = true;

  document.documentElement.classList.add('is-presenting');
  document.addEventListener('keydown', pressed);
  window.addEventListener('hashchange', show);
  show();
})();
