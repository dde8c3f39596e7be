"""What the schema of SARIF 2.1.0 says of the objects that Farway writes, as a JSON schema: which properties an object may have (it takes no
others), which it must have, and the values of enumerations. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
INDEX: Schema = {"type": "integer", "minimum": -1}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
BAG: Schema = {"type": "object", "properties": {"tags": {"type": "array", "items": TEXT, "uniqueItems": True}}}
TEXTS: Schema = {"type": "object", "additionalProperties": TEXT}


def an_object(*required: str, **properties: Schema) -> Schema:
    """An object with these properties and no others; any may have a bag of properties of its own."""
    known = {"properties": BAG, **properties}
    return {"type": "object", "properties": known, "required": list(required), "additionalProperties": False}


def a_list(of: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": of, **more}


MESSAGE = an_object("text", text=TEXT, markdown=TEXT, id=TEXT, arguments=a_list(TEXT))
FORMATTED = an_object("text", text=TEXT, markdown=TEXT)
ARTIFACT = an_object(uri={**TEXT, "format": "uri-reference"}, uriBaseId=TEXT, index=INDEX, description=MESSAGE)
REGION = an_object(
    **{key: {"type": "integer", "minimum": 1} for key in ("startLine", "startColumn", "endLine", "endColumn")},
    snippet={"type": "object"}, message=MESSAGE,
)  # fmt: skip
LOCATION = an_object(
    id=INDEX,
    message=MESSAGE,
    physicalLocation=an_object("artifactLocation", artifactLocation=ARTIFACT, region=REGION, contextRegion=REGION),
    logicalLocations=a_list(
        an_object(name=TEXT, fullyQualifiedName=TEXT, decoratedName=TEXT, kind=TEXT, index=INDEX, parentIndex=INDEX),
        uniqueItems=True,
    ),
)
RULE = an_object(
    "id", id=TEXT, name=TEXT, guid=TEXT, shortDescription=FORMATTED, fullDescription=FORMATTED, help=FORMATTED,
    helpUri={**TEXT, "format": "uri"}, messageStrings={"type": "object"},
    defaultConfiguration=an_object(level=LEVEL, enabled={"type": "boolean"}, rank={"type": "number"}),
)  # fmt: skip
SUPPRESSION = an_object(
    "kind", kind={"enum": ["inSource", "external"]}, status={"enum": ["accepted", "underReview", "rejected"]},
    justification=TEXT, guid=TEXT, location=LOCATION,
)  # fmt: skip
RESULT = an_object(
    "message", ruleId=TEXT, ruleIndex=INDEX, level=LEVEL, message=MESSAGE, locations=a_list(LOCATION), guid=TEXT,
    kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]}, relatedLocations=a_list(LOCATION),
    fingerprints=TEXTS, partialFingerprints=TEXTS, suppressions=a_list(SUPPRESSION, uniqueItems=True),
)  # fmt: skip
NOTIFICATION = an_object(
    "message", message=MESSAGE, level=LEVEL, locations=a_list(LOCATION), associatedRule=an_object(id=TEXT, index=INDEX),
    descriptor=an_object(id=TEXT, index=INDEX),
)  # fmt: skip
RUN = an_object(
    "tool",
    tool=an_object(
        "driver",
        driver=an_object(
            "name", name=TEXT, version=TEXT, semanticVersion=TEXT, informationUri={**TEXT, "format": "uri"},
            rules=a_list(RULE, uniqueItems=True), notifications=a_list(RULE),
        ),
    ),
    automationDetails=an_object(id=TEXT, guid=TEXT, correlationGuid=TEXT, description=MESSAGE),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": ARTIFACT},
    invocations=a_list(
        an_object(
            "executionSuccessful", executionSuccessful={"type": "boolean"}, commandLine=TEXT, exitCode={"type": "integer"},
            toolExecutionNotifications=a_list(NOTIFICATION), toolConfigurationNotifications=a_list(NOTIFICATION),
        ),
    ),
    results=a_list(RESULT),
)  # fmt: skip
SARIF: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "properties": {
        "$schema": {**TEXT, "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": a_list(RUN),
        "properties": BAG,
    },
    "required": ["version", "runs"],
    "additionalProperties": False,
}
