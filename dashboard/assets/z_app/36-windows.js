// A long table keeps only the rows near those in sight in the page: 1,200 pupils would make it slow.
window.evenhand = window.evenhand || {};
(function () {
  var MOST = 50; // more than fit the tallest box, with some to spare on either side
  var BEFORE = 15;
  var NEAR = 8; // rows from either end at which the keyboard needs the next ones at once
  var LIKELY_HEIGHT = 36;
  var FOLDED = 0.4; // of its usual width

  function made(tag, className, words) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (words !== undefined) node.textContent = words;
    return node;
  }

  function spacer(columns) {
    var row = made("tr", "spacer");
    var cell = made("td");
    cell.colSpan = columns;
    row.setAttribute("aria-hidden", "true");
    row.append(cell);
    return row;
  }

  // The widest column takes what the others leave, and folds before one is cut off.
  function leastWidth(widths) {
    var sum = widths.reduce(function (all, width) { return all + width; }, 0);
    return sum - (1 - FOLDED) * Math.max.apply(null, widths);
  }

  // Widths are fixed, or columns would jump while other rows come into sight.
  function columnWidths(widths) {
    var widest = Math.max.apply(null, widths);
    var group = made("colgroup");
    widths.forEach(function (width) {
      var column = made("col");
      if (width < widest) column.style.width = width + "ch";
      group.append(column);
    });
    return group;
  }

  // Wide enough for nearly every cell of a column; the rest fold.
  window.evenhand.widthsOf = function (head, lengths, widest) {
    return head.map(function (words, place) {
      var rising = lengths.map(function (row) { return row[place]; }).sort(function (one, other) { return one - other; });
      var usual = rising[Math.floor(0.95 * (rising.length - 1))];
      return Math.min(widest, Math.max(usual, Math.min(words.length, 16)) + 4);
    });
  };

  // `given`: head (a row of th), widths (in characters), label, and rowOf(row), which draws one.
  window.evenhand.windowed = function (given) {
    var scroller = made("div", "window");
    var table = made("table", "table table-sm figures");
    var body = made("tbody");
    var columns = given.widths.length;
    var above = spacer(columns);
    var below = spacer(columns);
    var rows = [];
    var heights = [];
    var usual = LIKELY_HEIGHT;
    var drawn = new Map();
    var width = 0;
    var waiting = false;
    var from = 0;
    var to = 0;

    function heightOf(place) { return heights[place] || usual; }

    function heightBetween(first, last) {
      var sum = 0;
      for (var place = first; place < last; place += 1) sum += heightOf(place);
      return sum;
    }

    function firstInSight() {
      var left = scroller.scrollTop;
      var place = 0;
      while (place < rows.length - 1 && left > heightOf(place)) left -= heightOf(place++);
      return place;
    }

    function drop(first, last) {
      drawn.forEach(function (row, place) {
        if (place >= first && place < last) return;
        if (row.contains(document.activeElement)) scroller.focus({ preventScroll: true });
        row.remove();
        drawn.delete(place);
      });
    }

    // A phone shows rows as blocks, and a table drawn as blocks is none to a screen reader unless it says so.
    function named(row) {
      row.setAttribute("role", "row");
      Array.from(row.cells).forEach(function (cell) {
        var heads = { col: "columnheader", row: "rowheader" };
        cell.setAttribute("role", heads[cell.scope] || "cell");
      });
      return row;
    }

    function add(first, last) {
      var next = drawn.get(last) || below;
      for (var place = last - 1; place >= first; place -= 1) {
        if (!drawn.has(place)) {
          drawn.set(place, named(given.rowOf(rows[place])));
          drawn.get(place).setAttribute("aria-rowindex", place + 2);
          body.insertBefore(drawn.get(place), next);
        }
        next = drawn.get(place);
      }
    }

    function measure() {
      var sum = 0;
      var isFirst = heights.length === 0;
      drawn.forEach(function (row, place) {
        heights[place] = row.offsetHeight;
        sum += row.offsetHeight;
      });
      if (isFirst && sum) usual = sum / drawn.size;
    }

    function draw(first, last) {
      add(first, last);
      measure();
      from = first;
      to = last;
      above.firstChild.style.height = heightBetween(0, first) + "px";
      below.firstChild.style.height = heightBetween(last, rows.length) + "px";
      above.hidden = first === 0;
      below.hidden = last === rows.length;
    }

    // Tab is faster than the next frame: past the last row drawn it would leave the list.
    function drawAround(event) {
      var row = event.target.closest("tr");
      if (!row || row.parentNode !== body) return;
      var place = row.getAttribute("aria-rowindex") - 2;
      if (place >= to - NEAR && to < rows.length) draw(from, Math.min(rows.length, to + NEAR));
      if (place < from + NEAR && from > 0) draw(Math.max(0, from - NEAR), to);
    }

    function update() {
      var atEnd = scroller.scrollTop && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
      waiting = false;
      var first = Math.max(0, Math.min(firstInSight() - BEFORE, rows.length - MOST));
      var last = Math.min(rows.length, first + MOST);
      drop(first, last);
      draw(first, last);
      if (atEnd) scroller.scrollTop = scroller.scrollHeight;
    }

    function show(all) {
      rows = all;
      heights = [];
      drop(0, 0);
      scroller.scrollTop = 0;
      table.setAttribute("aria-rowcount", rows.length + 1);
      update();
    }

    scroller.addEventListener("scroll", function () {
      if (!waiting) window.requestAnimationFrame(update);
      waiting = true;
    }, { passive: true });
    body.addEventListener("focusin", drawAround);
    // Other widths, other heights: those of rows out of sight are guessed again.
    new ResizeObserver(function () {
      if (scroller.clientWidth === width) return;
      width = scroller.clientWidth;
      heights = [];
      update();
    }).observe(scroller);
    scroller.tabIndex = 0;
    scroller.setAttribute("role", "region");
    scroller.setAttribute("aria-label", given.label);
    table.setAttribute("aria-label", given.label);
    table.style.minWidth = leastWidth(given.widths) + "ch";
    given.head.setAttribute("aria-rowindex", 1);
    body.append(above, below);
    table.append(columnWidths(given.widths), table.createTHead(), body);
    table.tHead.append(named(given.head));
    [table.tHead, body].forEach(function (part) { part.setAttribute("role", "rowgroup"); });
    table.setAttribute("role", "table");
    scroller.append(table);
    return { node: scroller, show: show };
  };
})();
