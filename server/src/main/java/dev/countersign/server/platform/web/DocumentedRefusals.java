package dev.countersign.server.platform.web;

import dev.countersign.api.ErrorCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Writes the refusals of each operation into the document, one entry per status. */
@Component
class DocumentedRefusals implements GlobalOperationCustomizer {
  private static final Set<ErrorCode> EVERYWHERE =
      EnumSet.of(
          ErrorCode.MALFORMED_REQUEST,
          ErrorCode.DEVELOPMENT_MODE,
          ErrorCode.TENANT_SUSPENDED,
          ErrorCode.UNKNOWN_TENANT,
          ErrorCode.NOT_ACCEPTABLE,
          ErrorCode.RATE_LIMITED,
          ErrorCode.UNAVAILABLE,
          ErrorCode.TIMED_OUT);
  private static final Set<ErrorCode> WITH_BODY =
      EnumSet.of(
          ErrorCode.INVALID_REQUEST, ErrorCode.PAYLOAD_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE);

  /** What only those meet who send, or should have sent, an access token or a key. */
  private static final Set<ErrorCode> WITH_TOKEN =
      EnumSet.of(
          ErrorCode.UNAUTHENTICATED,
          ErrorCode.INVALID_TOKEN,
          ErrorCode.INVALID_API_KEY,
          ErrorCode.API_KEY_EXPIRED,
          ErrorCode.CREDENTIALS_DISAGREE,
          ErrorCode.INSUFFICIENT_SCOPE,
          ErrorCode.IP_ADDRESS_NOT_ALLOWED,
          ErrorCode.ORIGIN_NOT_ALLOWED,
          ErrorCode.PERSON_REQUIRED,
          ErrorCode.SESSION_REQUIRED);

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Set<ErrorCode> codes = EnumSet.copyOf(EVERYWHERE);
    if (operation.getRequestBody() != null) {
      codes.addAll(WITH_BODY);
    }
    if (operation.getParameters() != null && !operation.getParameters().isEmpty()) {
      codes.add(ErrorCode.INVALID_REQUEST);
    }
    add(codes, AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Refuses.class));
    // Its own, and those of every annotation that carries some.
    AnnotatedElementUtils.findAllMergedAnnotations(method.getMethod(), Refuses.class)
        .forEach(refuses -> add(codes, refuses));
    if (codes.contains(ErrorCode.UNAUTHENTICATED)) {
      codes.addAll(WITH_TOKEN);
      operation.addSecurityItem(new SecurityRequirement().addList(ApiDocument.BEARER));
      operation.addSecurityItem(new SecurityRequirement().addList(ApiDocument.API_KEY));
    }
    codes.stream()
        .collect(Collectors.groupingBy(ErrorCode::status))
        .forEach((status, group) -> document(responsesOf(operation), status, group));
    return operation;
  }

  private static void add(Set<ErrorCode> codes, @Nullable Refuses refuses) {
    if (refuses != null) {
      codes.addAll(Arrays.asList(refuses.value()));
    }
  }

  private static ApiResponses responsesOf(Operation operation) {
    if (operation.getResponses() == null) {
      operation.setResponses(new ApiResponses());
    }
    return operation.getResponses();
  }

  /** Joins an answer of the same status that the method documents itself. */
  private static void document(ApiResponses responses, int status, Iterable<ErrorCode> codes) {
    String key = Integer.toString(status);
    StringBuilder words = new StringBuilder();
    codes.forEach(code -> words.append("- ").append(ApiDocument.words(code)).append('\n'));
    ApiResponse response = responses.computeIfAbsent(key, _ -> new ApiResponse().description(""));
    if (response.getContent() == null) {
      response.setContent(new Content());
    }
    response.setDescription((response.getDescription() + "\n" + words).strip());
    response
        .getContent()
        .addMediaType(
            "application/problem+json",
            new MediaType().schema(new Schema<>().$ref(ApiDocument.PROBLEM)));
  }
}
