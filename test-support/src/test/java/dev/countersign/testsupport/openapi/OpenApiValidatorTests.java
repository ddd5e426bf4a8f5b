package dev.countersign.testsupport.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenApiValidatorTests {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json;charset=UTF-8";

  private final OpenApiValidator validator =
      OpenApiValidator.of(
          """
          {
            "openapi": "3.1.0",
            "paths": {
              "/things/{id}": {
                "get": {
                  "responses": {
                    "200": {"content": {"application/json": {
                      "schema": {"$ref": "#/components/schemas/Thing"}}}},
                    "204": {}
                  }
                }
              },
              "/things/latest": {"get": {"responses": {"202": {}}}}
            },
            "components": {"schemas": {
              "Thing": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "string"}, "size": {"type": ["integer", "null"]}}
              },
              "Problem": {
                "type": "object",
                "required": ["code"],
                "properties": {"code": {"type": "string"}}
              }
            }}
          }
          """);

  @Test
  void acceptsADocumentedAnswer() {
    assertAccepted("GET", "/things/7", 200, JSON, "{\"id\": \"7\", \"size\": null}");
    assertAccepted("GET", "/things/7", 204, "", "");
  }

  @Test
  void prefersPathsWithoutVariables() {
    assertAccepted("GET", "/things/latest", 202, "", "");
    assertRefused("GET", "/things/latest", 204, "", "", "status is not documented");
  }

  @Test
  void refusesWhatIsNotDocumented() {
    assertRefused("GET", "/things/7", 500, PROBLEM, "{}", "status is not documented");
    assertRefused("GET", "/things/7", 200, "text/html", "x", "media type is not documented");
    assertRefused("GET", "/things/7", 200, JSON, "", "body is missing");
    assertRefused("GET", "/things/7", 204, JSON, "{}", "media type is not documented");
    assertRefused("GET", "/others", 200, JSON, "{}", "operation is not documented");
    assertRefused("POST", "/things/7", 201, JSON, "{}", "operation is not documented");
  }

  @Test
  void refusesBodiesThatDoNotFitTheirSchema() {
    assertRefused("GET", "/things/7", 200, JSON, "{}", "id");
    assertRefused("GET", "/things/7", 200, JSON, "{\"id\": 7}", "string");
    assertRefused("GET", "/things/7", 200, JSON, "{\"id\": \"7\", \"more\": 1}", "more");
    assertRefused("GET", "/things/7", 200, JSON, "{", "not JSON");
  }

  @Test
  void wantsAProblemWhereThereIsNoOperation() {
    assertAccepted("GET", "/others", 404, PROBLEM, "{\"code\": \"not_found\"}");
    assertRefused("GET", "/others", 404, "text/html", "<h1>", "a refusal is");
    assertRefused("GET", "/others", 404, PROBLEM, "{\"status\": 404}", "code");
  }

  private void assertAccepted(String method, String path, int status, String type, String body) {
    assertThat(validator.faults(new Exchange(method, path, status, type, body))).isEmpty();
  }

  private void assertRefused(
      String method, String path, int status, String type, String body, String words) {
    assertThat(validator.faults(new Exchange(method, path, status, type, body)))
        .anySatisfy(fault -> assertThat(fault).contains(words));
  }
}
