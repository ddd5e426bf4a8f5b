package dev.countersign.server.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An endpoint as the API's own description tells it, and the slots that hostile input can be put
 * into.
 */
record Endpoint(String method, String path, List<Slot> slots, Map<String, Object> goodBody) {

  /** Where a line goes. */
  record Slot(Place place, String name) {}

  enum Place {
    PATH,
    QUERY,
    HEADER,
    FIELD,
    BODY,
    TARGET
  }

  private static final List<String> HEADERS =
      List.of("Authorization", "Idempotency-Key", "X-Request-ID", "User-Agent", "Accept", "Cookie");

  static List<Endpoint> all(JsonNode description) {
    List<Endpoint> endpoints = new ArrayList<>();
    description
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method ->
                    endpoints.add(
                        of(description, method.getKey(), path.getKey(), method.getValue()))));
    return endpoints;
  }

  private static Endpoint of(JsonNode description, String method, String path, JsonNode operation) {
    List<Slot> slots = new ArrayList<>();
    operation
        .path("parameters")
        .forEach(parameter -> {
          String name = parameter.path("name").asString();
          switch (parameter.path("in").asString()) {
            case "path" -> slots.add(new Slot(Place.PATH, name));
            case "query" -> slots.add(new Slot(Place.QUERY, name));
            default -> {
              // Headers are tried below, on every endpoint alike.
            }
          }
        });
    HEADERS.forEach(header -> slots.add(new Slot(Place.HEADER, header)));
    slots.add(new Slot(Place.TARGET, ""));
    slots.add(new Slot(Place.QUERY, "unknown"));
    JsonNode schema =
        operation.path("requestBody").path("content").path("application/json").path("schema");
    Map<String, Object> body = Samples.of(description, schema);
    body.keySet().forEach(field -> slots.add(new Slot(Place.FIELD, field)));
    if (!body.isEmpty()) {
      slots.add(new Slot(Place.BODY, ""));
    }
    return new Endpoint(method.toUpperCase(Locale.ROOT), path, List.copyOf(slots), body);
  }
}
