package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How to replace a webhook's secret.
 *
 * @param graceMinutes how long deliveries are signed with the old one too; 24 hours by default
 */
public record WebhookSecretRequest(@JsonProperty("grace_minutes") @Nullable Integer graceMinutes) {}
