"""Ask the callbacks of a server what a browser would ask them."""

CALLBACKS = "/_dash-update-component"


def fire(client, output, given, triggered=None):
    """Send the callback that fills ``output``; return its answer, or the status of a refusal.

    ``given`` holds the values of inputs and state by component; the others have none.
    """
    declared = client.get("/_dash-dependencies").get_json()
    callback = next(each for each in declared if output in each["output"])
    inputs, state = (
        [
            [] if each["id"].startswith("{") else {**each, "value": given.get(each["id"])}
            for each in callback.get(kind, [])
        ]
        for kind in ("inputs", "state")
    )
    body = {
        "output": callback["output"],
        "outputs": outputs_of(callback["output"]),
        "inputs": inputs,
        "state": state,
        "changedPropIds": [triggered or f"{inputs[0]['id']}.{inputs[0]['property']}"],
    }
    answer = client.post(CALLBACKS, json=body)
    return answer.get_json()["response"] if answer.status_code == 200 else answer.status_code


def outputs_of(output):
    """Return the outputs of a callback as a browser names them: one, or a list of several."""
    parts = output.strip(".").split("...")
    named = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in parts]
    return named if output.startswith("..") else named[0]
