package dev.countersign.server.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody or something may do, all together. */
public record Permissions(Set<Permission> all) {
  /** Nothing at all. */
  public static final Permissions NONE = new Permissions(Set.of());

  public Permissions {
    all = Set.copyOf(all);
  }

  public static Permissions of(Permission... permissions) {
    return new Permissions(Set.of(permissions));
  }

  /** Empty where one of the names is none. */
  public static Optional<Permissions> parse(Collection<String> names) {
    Set<Permission> read =
        names.stream()
            .map(Permission::parse)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
    boolean whole = names.stream().allMatch(name -> Permission.parse(name).isPresent());
    return whole ? Optional.of(new Permissions(read)) : Optional.empty();
  }

  /** For names that are known to be permissions. */
  public static Permissions ofWireNames(Collection<String> names) {
    return new Permissions(names.stream().map(Permission::of).collect(Collectors.toSet()));
  }

  public boolean allow(Permission wanted) {
    return all.stream().anyMatch(held -> held.implies(wanted));
  }

  /** Whether each of the others is allowed. */
  public boolean allow(Permissions wanted) {
    return wanted.all.stream().allMatch(this::allow);
  }

  /** These and the others. */
  public Permissions plus(Permissions others) {
    return new Permissions(
        Stream.concat(all.stream(), others.all.stream()).collect(Collectors.toSet()));
  }

  /** What both of them allow, such as the scopes of a key and what its owner may. */
  public Permissions within(Permissions bounds) {
    return new Permissions(
        all.stream()
            .flatMap(held -> bounds.all.stream().map(held::meet).flatMap(Optional::stream))
            .collect(Collectors.toSet()));
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** The names, in order. */
  public List<String> wireNames() {
    return all.stream().map(Permission::wireName).sorted().toList();
  }
}
