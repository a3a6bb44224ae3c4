// openapi.yaml, as the service serves it, and whether an answer is as it says.
import assert from "node:assert/strict";

import Ajv from "ajv";
import { parse } from "yaml";

const methods = ["get", "post", "put", "patch", "delete"];

export class Description {
  constructor(text) {
    this.document = parse(text);
    this.ajv = new Ajv({ strict: false, allErrors: true });
    this.ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    this.ajv.addFormat("date", /^\d{4}-\d\d-\d\d$/);
    this.ajv.addFormat("uri", /^https?:\/\/[^\s]+$/);
    this.ajv.addFormat("int64", true);
    this.ajv.addSchema(this.document, "openapi");
    this.seen = new Set();
  }

  // [{ method, path, operation }] of all paths.
  operations() {
    return Object.entries(this.document.paths).flatMap(([path, item]) =>
      methods
        .filter((method) => item[method])
        .map((method) => ({ method, path, operation: item[method] })),
    );
  }

  // The operation that a request's method and path belong to.
  find(method, target) {
    const segments = target.split("?")[0].split("/");
    const fits = (path) => {
      const pattern = path.split("/");
      return (
        pattern.length === segments.length &&
        pattern.every((part, i) => part.startsWith("{") || part === segments[i])
      );
    };
    const found = this.operations().find(
      (one) => one.method === method.toLowerCase() && fits(one.path),
    );
    assert.ok(found, `${method} ${target} is not described`);
    return found;
  }

  // Asserts that this answer is described, and remembers that it was seen.
  check(method, target, status, content_type, body) {
    const { path, operation } = this.find(method, target);
    const what = `${method} ${path} ${status}`;
    let place = `/paths/${pointer(path)}/${method.toLowerCase()}/responses/${status}`;
    let response = operation.responses[status];
    assert.ok(response, `${what} is not described: ${JSON.stringify(body)}`);
    if (response.$ref) {
      place = response.$ref.slice(1);
      response = this.document.components.responses[place.split("/").at(-1)];
    }
    const types = Object.keys(response.content ?? {});
    if (types.length > 0) {
      assert.ok(types.includes(content_type), `${what} is ${content_type}, not ${types}`);
      this.matches(`${place}/content/${pointer(content_type)}/schema`, body, what);
    } else {
      assert.equal(body ?? "", "", `${what} has a body`);
    }
    this.seen.add(`${operation.operationId} ${status}`);
  }

  matches(place, value, what) {
    const validate = this.ajv.compile({ $ref: `openapi#${place}` });
    assert.ok(
      validate(value),
      `${what}: ${this.ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`,
    );
  }
}

function pointer(name) {
  return encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}
