package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An active session, as its owner and administrators see it. There is no token in it.
 *
 * @param sessionId the session's id {@code ses_…}
 * @param current whether it is the caller's own, the one that asks
 * @param kind {@code token}, or {@code browser} for one that lives in a cookie
 * @param device such as {@code Firefox on Windows}
 * @param place the network it began in, from its address alone
 * @param ipAddress the address it began at
 * @param userAgent what the browser or program called itself
 * @param createdAt when it began
 * @param lastActivity when it was last used; up to a minute behind
 * @param expiresAt when it ends at the latest
 * @param endsAt when it will end, where it was ended with a time of grace
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionView(
    @JsonProperty("session_id") String sessionId,
    boolean current,
    String kind,
    String device,
    String place,
    @JsonProperty("ip_address") @Nullable String ipAddress,
    @JsonProperty("user_agent") @Nullable String userAgent,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("last_activity") Instant lastActivity,
    @JsonProperty("expires_at") Instant expiresAt,
    @JsonProperty("ends_at") @Nullable Instant endsAt) {}
