// A request that fails is said to the reader: Dash itself says nothing outside its debug mode.
(function () {
  var send = window.fetch;

  function tell(text) {
    window.dash_clientside.set_props("message", { children: text, is_open: true });
  }

  window.fetch = function (resource) {
    var url = String((resource && resource.url) || resource);
    if (!url.includes("_dash-update-component")) return send.apply(this, arguments);
    return send.apply(this, arguments).then(
      function (answer) {
        if (answer.status >= 500) tell("The server could not answer. Its log says why.");
        else if (answer.status >= 400) answer.clone().text().then(tell);
        return answer;
      },
      function (error) {
        tell("The server does not answer. Is Evenhand still running?");
        throw error;
      }
    );
  };
})();
