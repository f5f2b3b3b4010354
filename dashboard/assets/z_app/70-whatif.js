// Another school, year or subject is another page: the address names it, so that any view is a link.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  whatif: {
    ask: function () {
      var given = window.dash_clientside.callback_context.inputs_list[0] || [];
      var parts = new URLSearchParams();
      var kind = new URLSearchParams(window.location.search).get("kind");
      if (kind) parts.set("kind", kind);
      given.forEach(function (input) { parts.set(input.id.name, input.value); });
      history.pushState({}, "", window.location.pathname + "?" + parts.toString());
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    },
  },
});
