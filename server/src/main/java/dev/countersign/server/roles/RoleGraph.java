package dev.countersign.server.roles;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.access.Role;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles of one tenant and what they come to. Without a ring, unless {@link #with} made one. */
public final class RoleGraph {
  private final Map<String, OwnRole> own;

  RoleGraph(Collection<OwnRole> own) {
    this.own = own.stream().collect(Collectors.toMap(OwnRole::name, role -> role));
  }

  /** The roles the tenant made, by name. */
  public List<OwnRole> own() {
    return own.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }

  public Optional<OwnRole> find(String name) {
    return Optional.ofNullable(own.get(name));
  }

  public boolean has(String name) {
    return own.containsKey(name) || Role.find(name).isPresent();
  }

  /** What a role gives, with all it includes. */
  public Permissions effective(String name) {
    Permissions all = Permissions.NONE;
    for (String reached : reach(name)) {
      OwnRole role = own.get(reached);
      all =
          all.plus(
              role == null
                  ? Role.find(reached).map(Role::permissions).orElse(Permissions.NONE)
                  : role.permissions());
    }
    return all;
  }

  /** What those of the roles give that the tenant made. */
  Permissions granted(Collection<String> roles) {
    Permissions all = Permissions.NONE;
    for (String name : roles) {
      if (own.containsKey(name)) {
        all = all.plus(effective(name));
      }
    }
    return all;
  }

  /** The same roles with one more, or another in its place. */
  RoleGraph with(OwnRole role) {
    Map<String, OwnRole> more = new HashMap<>(own);
    more.put(role.name(), role);
    return new RoleGraph(more.values());
  }

  RoleGraph without(String name) {
    Map<String, OwnRole> fewer = new HashMap<>(own);
    fewer.remove(name);
    return new RoleGraph(fewer.values());
  }

  /** Whether a role includes itself, by whatever way. */
  boolean isRing(String name) {
    OwnRole role = own.get(name);
    return role != null
        && role.includes().stream().anyMatch(included -> reach(included).contains(name));
  }

  /** The role itself, and those that include it, by whatever way. */
  Set<String> affectedBy(String name) {
    Set<String> affected =
        own.keySet().stream()
            .filter(other -> reach(other).contains(name))
            .collect(Collectors.toCollection(HashSet::new));
    affected.add(name);
    return affected;
  }

  private Set<String> reach(String name) {
    Set<String> reached = new LinkedHashSet<>();
    follow(name, reached);
    return reached;
  }

  private void follow(String name, Set<String> reached) {
    OwnRole role = own.get(name);
    if (reached.add(name) && role != null) {
      role.includes().forEach(included -> follow(included, reached));
    }
  }
}
