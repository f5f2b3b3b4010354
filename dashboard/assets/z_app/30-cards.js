// Downloads that a card offers. The browser makes them from what it already shows.
window.evenhand = window.evenhand || {};
(function () {
  var WIDTH = 1100;
  var EDGE = 24;

  function text(card, part) {
    var found = card.querySelector("[id$='-" + part + "']");
    return found ? found.textContent.trim() : "";
  }

  function fileName(card, ending) {
    var name = text(card, "question").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    return (name || "figure") + "." + ending;
  }

  // Who took what away is noted, by the card and the number of rows: nothing of what is in them.
  function taken(card, rows, kind) {
    fetch("/audit/taken", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ card: card || "", rows: rows, kind: kind }),
      keepalive: true,
    });
  }

  window.evenhand.taken = taken;

  function save(address, name) {
    var link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
  }

  function wrapped(words, length) {
    var lines = [""];
    words.split(" ").forEach(function (word) {
      if ((lines[lines.length - 1] + " " + word).length > length) lines.push(word);
      else lines[lines.length - 1] = (lines[lines.length - 1] + " " + word).trim();
    });
    return lines;
  }

  function note(lines, size, y, anchor, shift) {
    return {
      text: lines.join("<br>"), x: 0, xref: "paper", xanchor: "left", align: "left", showarrow: false, xshift: shift,
      y: y, yref: "paper", yanchor: anchor, font: { size: size },
    };
  }

  function scopeWords() {
    var scope = document.getElementById("filter-words");
    return scope ? scope.textContent.trim() : "";
  }

  // The question, the answer, n, the days and the pupils go into the picture: it will travel without its page.
  function savePicture(card) {
    var chart = card.querySelector(".js-plotly-plot");
    var answer = wrapped(text(card, "sentence"), 130);
    var notes = wrapped([text(card, "notes"), scopeWords(), "Evenhand"].filter(Boolean).join(" \u00b7 "), 150);
    var layout = JSON.parse(JSON.stringify(chart.layout));
    var above = 54 + 20 * answer.length;
    var below = 30 + 16 * notes.length;
    var drawn = chart._fullLayout.height; // a chart that follows its card has no height in its layout
    var height = drawn + above + below;
    var inner = drawn - layout.margin.t - layout.margin.b;
    var shift = -layout.margin.l; // rows' names begin there too
    layout.paper_bgcolor = layout.plot_bgcolor = "#ffffff";
    layout.margin = Object.assign({}, layout.margin, {
      l: EDGE + layout.margin.l, r: EDGE, t: layout.margin.t + above, b: layout.margin.b + below,
    });
    // The picture has another typeface: words that begin at the left must not be placed by their middle.
    (layout.annotations || []).forEach(function (words) { if (words.xanchor === "left") words.align = "left"; });
    layout.annotations = (layout.annotations || []).concat([
      note(["<b>" + text(card, "question") + "</b>"], 20, 1 + (layout.margin.t - 10) / inner, "top", shift),
      note(answer, 14, 1 + (layout.margin.t - 42) / inner, "top", shift),
      note(notes, 12, -(layout.margin.b - 8) / inner, "bottom", shift),
    ]);
    window.Plotly.toImage(
      { data: chart.data, layout: layout },
      { format: "png", width: WIDTH, height: height, scale: 2 }
    ).then(function (address) {
      save(address, fileName(card, "png"));
      taken(card.id, 0, "png");
    });
  }

  // A cell that a spreadsheet would run as a formula gets an apostrophe before it.
  function cell(words) {
    var safe = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(words) && !/^-?\d+(\.\d+)?(e-?\d+)?$/i.test(words) ? "'" + words : words;
    return '"' + safe.replace(/"/g, '""') + '"';
  }

  function saveRows(rows, name, card) {
    var lines = rows.map(function (row) { return row.map(cell).join(","); });
    var file = new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" });
    var address = URL.createObjectURL(file);
    save(address, name);
    taken(card, rows.length - 1, "csv");
    setTimeout(function () { URL.revokeObjectURL(address); }, 1000);
  }

  // A long table has in the page only the rows in sight; its holder has them all.
  function rowsOf(card) {
    // Not the files behind the figure, which "What is this?" lists in a table of their own.
    var figures = card.querySelector("[id$='-table']") || card;
    var long = figures.querySelector("[data-table]:has(> .window)");
    if (long) {
      var given = JSON.parse(long.dataset.table);
      return [given.head].concat(given.rows.map(function (row) {
        return row.map(function (one) { return one[one.length - 1]; });
      }));
    }
    return Array.from(figures.querySelectorAll("table.figures tr")).map(function (row) {
      return Array.from(row.children).map(function (one) { return one.dataset.raw || one.textContent; });
    });
  }

  function saveTable(card) { saveRows(rowsOf(card), fileName(card, "csv"), card.id); }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-save]");
    if (!button) return;
    var card = button.closest(".figure-card");
    if (button.dataset.save === "png") savePicture(card);
    else saveTable(card);
  });

  window.evenhand.saveRows = saveRows;
})();
