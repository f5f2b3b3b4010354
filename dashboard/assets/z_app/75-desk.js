// The import desk: files are dropped or chosen, sent one after another, and what is pressed is told the server.
(function () {
  var MOST = 200; // files at once
  var NOTHING = "-"; // of a choice: leave out, or not chosen yet
  var PAUSE = 500; // milliseconds: the arrow keys pass by choices that are not meant
  var JUNK = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;
  var GOES_ON = ["import", "import-good", "said", "check", "undo", "clear"]; // how far it is stands at the top
  var sends = [];
  var sending = null;
  var landed = 0;
  var waiting = null;
  var held = ""; // the choice that was last made: it keeps the focus when the desk is drawn anew

  function desk() { return document.getElementById("desk"); }

  function made(tag, className, words) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (words !== undefined) node.textContent = words;
    return node;
  }

  function ask(what) {
    window.dash_clientside.set_props("desk-ask", { data: Object.assign({ at: Date.now() }, what) });
  }

  function size(bytes) {
    if (bytes < 1e6) return Math.max(1, Math.round(bytes / 1e3)) + " KB";
    return bytes < 1e9 ? (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0) + " MB" : (bytes / 1e9).toFixed(1) + " GB";
  }

  // One file on its way: its name, how much of it has come, and a button that takes it off.
  function drawn(send) {
    var item = made("li", "desk-upload");
    var name = made("span", "desk-upload-name", send.name + " ");
    name.append(made("span", "notes", size(send.file.size)));
    send.bar = made("progress");
    send.bar.max = 1;
    send.bar.value = 0;
    send.bar.setAttribute("aria-label", "How much of " + send.name + " has come");
    send.words = made("span", "desk-upload-state", "Waiting");
    send.retry = button("Try again", send.name, function () { begin(send); next(); });
    send.retry.hidden = true;
    send.remove = button("Remove", send.name, function () { forget(send); });
    item.append(name, send.bar, send.words, send.retry, send.remove);
    send.item = item;
    return item;
  }

  function button(words, name, press) {
    var node = made("button", "quiet", words);
    node.type = "button";
    node.setAttribute("aria-label", words + " " + name);
    node.addEventListener("click", press);
    return node;
  }

  function begin(send) {
    send.state = "waiting";
    send.retry.hidden = true;
    send.bar.hidden = false;
    send.bar.value = 0;
    send.words.textContent = "Waiting";
  }

  function forget(send) {
    if (send.request) send.request.abort();
    send.item.remove();
    sends = sends.filter(function (one) { return one !== send; });
    if (sending === send) { sending = null; next(); }
  }

  function fail(send, words, again) {
    send.state = "failed";
    send.request = null;
    send.bar.hidden = true;
    send.retry.hidden = !again;
    send.words.textContent = words;
    send.words.setAttribute("role", "alert");
    sending = null;
    next();
  }

  function refusal(request) {
    var words = request.responseText || "";
    var isPlain = (request.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    if (isPlain && words && words.length < 400 && !/^<|Bad Request|Internal/.test(words)) return words;
    if (request.status === 413) return "It is larger than 1 GB. Export a shorter time or fewer columns.";
    return "The server could not take it. Its log says why. Try again.";
  }

  function ended(send) {
    if (send.request.status !== 200) {
      fail(send, refusal(send.request), ![400, 403, 413].includes(send.request.status));
      return;
    }
    landed += 1;
    send.request = null;
    forget(send);
  }

  function transmit(send) {
    var request = new XMLHttpRequest();
    var address = desk() ? desk().dataset.upload : send.address;
    sending = send;
    send.state = "sending";
    send.request = request;
    request.open("POST", address + "?name=" + encodeURIComponent(send.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = function (event) {
      send.bar.value = event.total ? event.loaded / event.total : 0;
      send.words.textContent = send.bar.value < 1 ? Math.floor(100 * send.bar.value) + " %" : "Nearly there";
    };
    request.onload = function () { ended(send); };
    request.onerror = function () {
      fail(send, "It did not come through. Is Evenhand still running, and has the file not moved? Try again.", true);
    };
    request.send(send.file);
  }

  // Files go one after another; when the last has come, they are checked together.
  function next() {
    if (sending) return;
    var send = sends.find(function (one) { return one.state === "waiting"; });
    if (send) transmit(send);
    else if (landed && desk()) {
      landed = 0;
      ask({ do: "check" });
    }
  }

  function told(words) {
    var item = made("li", "desk-upload", words + " ");
    var away = made("button", "quiet", "All right");
    away.type = "button";
    away.addEventListener("click", function () { item.remove(); });
    item.setAttribute("role", "alert");
    item.append(away);
    document.getElementById("desk-uploads").append(item);
  }

  function take(files) {
    var largest = Number(desk().dataset.largest);
    var address = desk().dataset.upload;
    var list = document.getElementById("desk-uploads");
    var meant = files.filter(function (file) { return !JUNK.test(file.name); });
    if (!meant.length) told("There are no files in what was dropped.");
    if (meant.length > MOST) told("Only the first " + MOST + " of " + meant.length + " files are taken. Zip them.");
    meant.slice(0, MOST).forEach(function (file) {
      var send = { file: file, name: file.name, address: address, state: "waiting" };
      list.append(drawn(send));
      sends.push(send);
      if (file.size > largest) {
        send.state = "failed";
        send.bar.hidden = true;
        send.words.textContent = "It is larger than 1 GB. Export a shorter time or fewer columns.";
      } else if (!file.size) {
        send.state = "failed";
        send.bar.hidden = true;
        send.words.textContent = "It is empty. Export it again, or leave it out.";
      }
    });
    next();
  }

  // A folder is read to its end: its reader gives a hundred entries at a time.
  function filesIn(entry) {
    return new Promise(function (give) {
      if (entry.isFile) entry.file(function (file) { give([file]); }, function () { give([]); });
      else {
        var reader = entry.createReader();
        var found = [];
        (function more() {
          reader.readEntries(function (entries) {
            if (!entries.length) Promise.all(found.map(filesIn)).then(function (lists) { give(lists.flat()); });
            else { found = found.concat(entries); more(); }
          }, function () { give([]); });
        })();
      }
    });
  }

  function dropped(transfer) {
    var entries = Array.from(transfer.items || []).map(function (item) {
      return item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
    }).filter(Boolean);
    if (!entries.length) { take(Array.from(transfer.files)); return; }
    Promise.all(entries.map(filesIn)).then(function (lists) { take(lists.flat()); });
  }

  function choose(isFolder) {
    var input = made("input");
    input.type = "file";
    input.multiple = true;
    input.webkitdirectory = isFolder;
    input.addEventListener("change", function () { take(Array.from(input.files)); });
    input.click();
  }

  function hasFiles(event) {
    return desk() && event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
  }

  function light(on) {
    var place = document.getElementById("desk-drop");
    if (place) place.classList.toggle("desk-over", on);
  }

  document.addEventListener("dragover", function (event) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    light(true);
  });
  document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) light(false); });
  document.addEventListener("drop", function (event) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    light(false);
    dropped(event.dataTransfer);
  });

  function ticked() {
    return Array.from(document.querySelectorAll("#desk [data-flag]")).filter(function (one) {
      return one.querySelector("input:checked");
    }).map(function (one) { return one.dataset.flag; });
  }

  function names() {
    var given = {};
    document.querySelectorAll("#desk [data-remember]").forEach(function (one) {
      given[one.dataset.remember] = one.querySelector("input").value;
    });
    return given;
  }

  function answers(node) {
    var given = {};
    node.closest("[data-questions]").querySelectorAll("[data-said]").forEach(function (one) {
      given[one.dataset.said] = one.querySelector("input, select").value;
    });
    return given;
  }

  // What nobody has ticked yet is shown, beside the sentence that says so.
  function wanted() {
    var boxes = Array.from(document.querySelectorAll("#desk [data-flag] input"));
    boxes.forEach(function (box) { box.closest("[data-flag]").classList.toggle("desk-wanted", !box.checked); });
    var first = boxes.find(function (box) { return !box.checked; });
    if (!first) return false;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
    return true;
  }

  function press(node) {
    var data = node.dataset;
    var what = { do: data.do };
    if (data.file) what.file = data.file;
    if (data.batch) what.batch = data.batch;
    if (data.name) what.name = data.name;
    if (data.do.startsWith("import")) Object.assign(what, { ticked: ticked(), names: names() });
    if (data.do === "said") what.answers = answers(node);
    ask(what);
    if (data.do.startsWith("import") && wanted()) return;
    held = data.do === "clear" ? "desk-choose" : "desk-says";
    if (GOES_ON.includes(data.do)) document.getElementById("desk-title").scrollIntoView({ block: "start" });
  }

  document.addEventListener("click", function (event) {
    var node = event.target.closest("button");
    if (!node || !desk()) return;
    if (node.id === "desk-choose") choose(false);
    else if (node.id === "desk-folder") choose(true);
    else if (node.dataset.do) press(node);
    else if (node.dataset.agree) {
      var place = node.closest("[data-heading]").dataset;
      ask({ do: "column", file: place.file, heading: place.heading, value: node.dataset.agree });
    }
  });

  // A choice by hand counts once it stands still.
  document.addEventListener("change", function (event) {
    var flag = event.target.closest("#desk [data-flag]");
    if (flag) flag.classList.remove("desk-wanted");
    var place = event.target.tagName === "SELECT" && event.target.closest("#desk [data-file]");
    if (!place) return;
    var data = place.dataset;
    var value = event.target.value;
    var what = { do: "column", file: data.file, heading: data.heading, value: value };
    if (data.kind) what = { do: "table", file: data.file, value: value };
    else if (data.missing) what = { do: "column", file: data.file, heading: value, value: data.missing };
    if (value === NOTHING && !("heading" in data)) return;
    held = event.target.id;
    clearTimeout(waiting);
    waiting = setTimeout(function () { ask(what); }, PAUSE);
  });

  new MutationObserver(function () {
    var node = held && document.activeElement === document.body && document.getElementById(held);
    if (node) node.focus({ preventScroll: true });
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("focusin", function (event) { if (event.target.id !== held) held = ""; });

  window.addEventListener("beforeunload", function (event) {
    if (sending) event.preventDefault();
  });

  // Who comes back finds the files that are still on their way, and files that nobody had checked are checked.
  window.addEventListener("evenhand-arrived", function () {
    var list = document.getElementById("desk-uploads");
    if (!list) return;
    sends.forEach(function (send) { list.append(send.item); });
    if (!sending && (landed || desk().dataset.waiting)) {
      landed = 0;
      ask({ do: "check" });
    }
  });
})();
