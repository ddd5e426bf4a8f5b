package dev.countersign.client;

import dev.countersign.api.RoleRequest;
import dev.countersign.api.RoleView;
import dev.countersign.api.RolesAnswer;
import dev.countersign.api.UserRoleRequest;
import dev.countersign.api.UserRolesView;
import java.util.concurrent.CompletableFuture;

/**
 * The roles of the caller's tenant, and who has which. Whoever changes them must hold for good what
 * they give; others are refused with a {@link PermissionDeniedException}.
 */
public final class Roles {
  private static final String ROLES = "/v1/admin/roles";

  private final Transport transport;
  private final ClientConfig config;

  Roles(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /** Every role, the built-in ones first. */
  public RolesAnswer list() {
    return Waiting.on(listAsync());
  }

  /** The same, in time: see {@link #list}. */
  public CompletableFuture<RolesAnswer> listAsync() {
    return transport
        .send(Call.get(ROLES, RolesAnswer.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /**
   * Makes a role of the tenant's own.
   *
   * @throws ConflictException where there is one of that name
   */
  public RoleView create(RoleRequest request) {
    return Waiting.on(createAsync(request));
  }

  /** The same, in time: see {@link #create}. */
  public CompletableFuture<RoleView> createAsync(RoleRequest request) {
    return transport
        .send(Call.post(ROLES, request, RoleView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /**
   * Changes a role of the tenant's own. Everybody who has it goes by it at once, with the tokens
   * they hold.
   */
  public RoleView replace(String name, RoleRequest request) {
    return Waiting.on(replaceAsync(name, request));
  }

  /** The same, in time: see {@link #replace}. */
  public CompletableFuture<RoleView> replaceAsync(String name, RoleRequest request) {
    return transport
        .send(Call.put(ROLES + "/" + Call.segment(name), request, RoleView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Removes a role of the tenant's own, which nobody may have and none include. */
  public void remove(String name) {
    Waiting.on(removeAsync(name));
  }

  /** The same, in time: see {@link #remove}. */
  public CompletableFuture<Void> removeAsync(String name) {
    return transport
        .send(Call.delete(ROLES + "/" + Call.segment(name), Call.Nothing.class, config.timeout()))
        .thenAccept(_ -> {});
  }

  /** The roles of somebody, and what they may do by them. */
  public UserRolesView of(String userId) {
    return Waiting.on(ofAsync(userId));
  }

  /** The same, in time: see {@link #of}. */
  public CompletableFuture<UserRolesView> ofAsync(String userId) {
    return transport
        .send(Call.get(ofUser(userId), UserRolesView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Gives somebody a role. */
  public UserRolesView give(String userId, String role) {
    return Waiting.on(giveAsync(userId, role));
  }

  /** The same, in time: see {@link #give}. */
  public CompletableFuture<UserRolesView> giveAsync(String userId, String role) {
    return transport
        .send(
            Call.post(
                ofUser(userId), new UserRoleRequest(role), UserRolesView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Takes a role from somebody: from the commit on, with the tokens they hold. */
  public UserRolesView take(String userId, String role) {
    return Waiting.on(takeAsync(userId, role));
  }

  /** The same, in time: see {@link #take}. */
  public CompletableFuture<UserRolesView> takeAsync(String userId, String role) {
    return transport
        .send(
            Call.delete(
                ofUser(userId) + "/" + Call.segment(role), UserRolesView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  private static String ofUser(String userId) {
    return "/v1/admin/users/" + Call.segment(userId) + "/roles";
  }
}
