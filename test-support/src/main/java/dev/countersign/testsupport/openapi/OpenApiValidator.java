package dev.countersign.testsupport.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares answers with an OpenAPI 3.1 document. A status, a media type or a field that the
 * document does not know is a fault, and so is a body its schema refuses.
 *
 * <p>What is asked of an address or with a method the document does not know must be refused, with
 * a problem.
 */
public final class OpenApiValidator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEM = "application/problem+json";

  /** Statuses that only say that the question has no address here. */
  private static final Set<Integer> NO_SUCH_OPERATION =
      Set.of(400, 401, 403, 404, 405, 413, 414, 429, 503);

  private final JsonNode document;
  private final List<PathTemplate> paths;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

  private OpenApiValidator(JsonNode document) {
    this.document = document;
    this.paths = PathTemplate.all(document.path("paths").fieldNames());
  }

  public static OpenApiValidator of(String document) {
    try {
      JsonNode parsed = JSON.readTree(document);
      closeObjects(parsed.path("components").path("schemas"));
      return new OpenApiValidator(parsed);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("this is no OpenAPI document", unreadable);
    }
  }

  /** Everything wrong with an answer, in sentences; empty where all is well. */
  public List<String> faults(Exchange exchange) {
    Optional<PathTemplate> template =
        paths.stream().filter(known -> known.matches(exchange.path())).findFirst();
    JsonNode operation =
        template
            .map(known -> document.path("paths").path(known.text()))
            .orElse(JSON.missingNode())
            .path(exchange.method().toLowerCase(Locale.ROOT));
    return operation.isMissingNode() ? unknownOperation(exchange) : known(exchange, operation);
  }

  private List<String> unknownOperation(Exchange exchange) {
    if (!NO_SUCH_OPERATION.contains(exchange.status())) {
      return List.of(exchange + ": the operation is not documented");
    }
    JsonNode problem = JSON.createObjectNode().put("$ref", "#/components/schemas/Problem");
    return exchange.mediaType().equals(PROBLEM)
        ? bodyFaults(exchange, problem)
        : List.of(exchange + ": a refusal is " + PROBLEM);
  }

  private List<String> known(Exchange exchange, JsonNode operation) {
    JsonNode response = operation.path("responses").path(Integer.toString(exchange.status()));
    if (response.isMissingNode()) {
      return List.of(exchange + ": the status is not documented");
    }
    JsonNode content = response.path("content");
    if (exchange.body().isEmpty()) {
      // HEAD and 304 aside, an answer with documented content has some.
      return content.isEmpty() ? List.of() : List.of(exchange + ": the documented body is missing");
    }
    JsonNode media = content.path(exchange.mediaType());
    if (media.isMissingNode()) {
      return List.of(exchange + ": the media type is not documented");
    }
    boolean json = exchange.mediaType().endsWith("json");
    return json && media.has("schema") ? bodyFaults(exchange, media.get("schema")) : List.of();
  }

  private List<String> bodyFaults(Exchange exchange, JsonNode schema) {
    try {
      JsonNode body = JSON.readTree(exchange.body());
      return compiled.computeIfAbsent(schema, this::compile).validate(body).stream()
          .map(error -> exchange + ": " + error.getInstanceLocation() + " " + error.getMessage())
          .toList();
    } catch (JsonProcessingException unreadable) {
      return List.of(exchange + ": the body is not JSON");
    }
  }

  /** A schema of an operation stands alone once the document's components lie beside it. */
  private Schema compile(JsonNode schema) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", document.path("components"));
    return schemas.getSchema(whole);
  }

  /** A field the document does not name is a fault, although JSON Schema would let it pass. */
  private static void closeObjects(JsonNode schemas) {
    for (JsonNode schema : schemas) {
      if (schema instanceof ObjectNode object
          && object.has("properties")
          && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
    }
  }
}
