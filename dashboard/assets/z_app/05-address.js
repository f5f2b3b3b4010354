// What is chosen lives in the address, so that any view is a link. These functions are called by Dash.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  evenhand: (function () {
    var FILTERS = ["from_date", "to_date", "subject", "schools", "year_groups", "classes", "groups"];
    var arrivals = 0;

    function nothing() { return window.dash_clientside.no_update; }

    // A control's name in the address is its id without the page's: equity-measure is measure.
    function nameOf(id) { return id.slice(id.indexOf("-") + 1); }

    function isDefault(id, value) {
      var bar = document.getElementById("filter-bar");
      return id.startsWith("filter-") && bar && bar.getAttribute("data-" + nameOf(id).replace("_", "-")) === (value || "");
    }

    function set(parts, id, value) {
      var name = nameOf(id);
      parts.delete(name);
      if (isDefault(id, value)) return;
      if (Array.isArray(value)) value.forEach(function (one) { parts.append(name, one); });
      else if (value || name.endsWith("_date")) parts.set(name, value || "");
    }

    function keep() {
      var parts = new URLSearchParams(window.location.search);
      var inputs = window.dash_clientside.callback_context.inputs_list;
      inputs.forEach(function (input) {
        set(parts, input.id, input.value);
      });
      var query = parts.toString();
      var address = window.location.pathname + (query ? "?" + query : "") + window.location.hash;
      window.evenhand.history.write(address);
      window.dash_clientside.set_props("address-query", { data: query });
    }

    function filters() {
      var kept = new URLSearchParams();
      new URLSearchParams(window.location.search).forEach(function (value, name) {
        if (FILTERS.includes(name)) kept.append(name, value);
      });
      return kept;
    }

    // Every link of the menu carries the filters, and none of what belongs to one page only.
    function menu() {
      var kept = filters().toString();
      var query = kept ? "?" + kept : "";
      return window.dash_clientside.callback_context.outputs_list.map(function (output) {
        return output.id.path + query;
      });
    }

    function markMenu() {
      document.querySelectorAll("#menu ul a").forEach(function (link) {
        if (link.pathname === window.location.pathname) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      });
    }

    // After the first page, focus goes to the new page, so that keyboard and screen reader begin there.
    function arrived(title) {
      if (!title) return;
      document.title = title;
      arrivals += 1;
      markMenu();
      document.querySelector(".menu").classList.remove("open");
      document.getElementById("menu-button").setAttribute("aria-expanded", "false");
      window.dispatchEvent(new Event("evenhand-arrived"));
      if (window.evenhand.history.arrived()) return;
      if (arrivals > 1) {
        window.scrollTo(0, 0);
        document.getElementById("page").focus({ preventScroll: true });
      }
    }

    function preset(name, presets) {
      if (!presets || !presets[name]) return [nothing(), nothing(), false];
      return [presets[name][0], presets[name][1], true];
    }

    function merge(lists) {
      return [].concat.apply([], lists.map(function (list) { return list || []; }));
    }

    return { keep: keep, filters: filters, menu: menu, arrived: arrived, preset: preset, merge: merge };
  })(),
});
