package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a password that is accepted here: {@code POST /v1/auth/password/generate}.
 *
 * @param length its characters; 16, or more where the policy wants more, if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasswordGenerateRequest(@Nullable Integer length) {}
