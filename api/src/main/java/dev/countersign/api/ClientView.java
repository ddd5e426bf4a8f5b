package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered program.
 *
 * @param clientId its name in HTTP Basic authentication
 * @param name for people to tell it by
 * @param algorithm how tokens made for it are signed; absent where the tenant's choice holds
 * @param mayIntrospect whether it may ask what tokens say
 * @param mayRevoke whether it may revoke tokens it holds
 * @param scopes what tokens of its own may do
 * @param tokenLife how long those last, in seconds
 * @param hasKeys whether it may authenticate with a signature of its own
 * @param createdAt when it was registered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientView(
    @JsonProperty("client_id") String clientId,
    String name,
    @Nullable String algorithm,
    @JsonProperty("may_introspect") boolean mayIntrospect,
    @JsonProperty("may_revoke") boolean mayRevoke,
    List<String> scopes,
    @JsonProperty("token_life") int tokenLife,
    @JsonProperty("has_keys") boolean hasKeys,
    @JsonProperty("created_at") String createdAt) {
  public ClientView {
    scopes = List.copyOf(scopes);
  }
}
