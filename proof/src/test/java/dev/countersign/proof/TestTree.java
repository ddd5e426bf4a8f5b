package dev.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A tree grown leaf by leaf, with every node and root kept, beside the RFC's own definitions. */
final class TestTree implements NodeSource {
  private record Place(int level, long index) {}

  private final Map<Place, Hash> nodes = new HashMap<>();
  private final List<Hash> leaves = new ArrayList<>();
  private final List<Hash> roots = new ArrayList<>(List.of(Rfc6962.EMPTY_ROOT));
  private Frontier frontier = Frontier.EMPTY;

  static TestTree ofSize(int size) {
    TestTree tree = new TestTree();
    for (int i = 0; i < size; i++) {
      tree.add(Rfc6962.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
    }
    return tree;
  }

  void add(Hash leaf) {
    leaves.add(leaf);
    frontier =
        frontier.append(
            leaf,
            (level, index, hash) -> {
              if (nodes.put(new Place(level, index), hash) != null) {
                throw new AssertionError("told twice of " + level + "/" + index);
              }
            });
    roots.add(frontier.root());
  }

  Hash leaf(int index) {
    return leaves.get(index);
  }

  List<Hash> leaves(int size) {
    return leaves.subList(0, size);
  }

  Hash root(int size) {
    return roots.get(size);
  }

  Frontier frontier() {
    return frontier;
  }

  @Override
  public Hash node(int level, long index) {
    return Objects.requireNonNull(nodes.get(new Place(level, index)), () -> level + "/" + index);
  }

  /** MTH(D[n]) exactly as RFC 6962 section 2.1 writes it. */
  static Hash definedRoot(List<Hash> d) {
    if (d.isEmpty()) {
      return Rfc6962.EMPTY_ROOT;
    }
    if (d.size() == 1) {
      return d.getFirst();
    }
    int k = definedSplit(d.size());
    return Rfc6962.node(definedRoot(d.subList(0, k)), definedRoot(d.subList(k, d.size())));
  }

  /** PATH(m, D[n]) exactly as RFC 6962 section 2.1.1 writes it. */
  static List<Hash> definedPath(int m, List<Hash> d) {
    if (d.size() == 1) {
      return List.of();
    }
    int k = definedSplit(d.size());
    List<Hash> left = d.subList(0, k);
    List<Hash> right = d.subList(k, d.size());
    return m < k
        ? with(definedPath(m, left), definedRoot(right))
        : with(definedPath(m - k, right), definedRoot(left));
  }

  /** SUBPROOF(m, D[n], b) exactly as RFC 6962 section 2.1.2 writes it. */
  static List<Hash> definedSubproof(int m, List<Hash> d, boolean b) {
    if (m == d.size()) {
      return b ? List.of() : List.of(definedRoot(d));
    }
    int k = definedSplit(d.size());
    List<Hash> left = d.subList(0, k);
    List<Hash> right = d.subList(k, d.size());
    return m <= k
        ? with(definedSubproof(m, left, b), definedRoot(right))
        : with(definedSubproof(m - k, right, false), definedRoot(left));
  }

  private static int definedSplit(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Hash> with(List<Hash> hashes, Hash last) {
    List<Hash> more = new ArrayList<>(hashes);
    more.add(last);
    return more;
  }

  /** A hash that differs in one bit. */
  static Hash flipped(Hash hash, int bit) {
    byte[] bytes = hash.toBytes();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return Hash.of(bytes);
  }
}
