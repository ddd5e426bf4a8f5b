package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTests {
  @ParameterizedTest
  @CsvSource({
    "0, 1234067, 256, tile/0/x001/x234/067",
    "0, 0, 256, tile/0/000",
    "2, 999, 1, tile/2/999.p/1",
    "1, 1000, 255, tile/1/x001/000.p/255",
    "63, 1000000, 256, tile/63/x001/x000/000",
    "0, 18014398509481984, 17, tile/0/x018/x014/x398/x509/x481/984.p/17",
  })
  void writesAndReadsThePathsOfTheSpecification(int level, long index, int width, String path) {
    Tile tile = new Tile(level, index, width);
    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(path)).isEqualTo(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile/0/1",
        "tile/00/001",
        "tile/64/001",
        "tile/-1/001",
        "tile/0/x000/001",
        "tile/0/x001",
        "tile/0/001/002",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/0/001.p/",
        "tile/0/001/",
        "/tile/0/001",
        "tile/0/001\n",
        "tile/0/x018/x014/x398/x509/x481/985",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/x001/x001/x018/x014/x398/x509/x481/984",
        "tile/entries/001",
        "tile/0/٠٠١"
      })
  void refusesEveryOtherPath(String path) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Tile.parse(path));
  }

  @ParameterizedTest
  @CsvSource({
    "70000, 0, 272, 256",
    "70000, 0, 273, 112",
    "70000, 0, 274, 0",
    "70000, 1, 0, 256",
    "70000, 1, 1, 17",
    "70000, 2, 0, 1",
    "70000, 3, 0, 0",
    "256, 0, 0, 256",
    "256, 1, 0, 1",
    "0, 0, 0, 0",
    "4611686018427387904, 7, 0, 64",
    "4611686018427387904, 8, 0, 0",
    "4611686018427387904, 0, 18014398509481983, 256",
    "4611686018427387904, 0, 18014398509481984, 0",
    "4611686018427387904, 63, 18014398509481984, 0",
  })
  void knowsTheWidthOfEachTile(long treeSize, int level, long index, int width) {
    assertThat(Tile.widthAt(level, index, treeSize)).isEqualTo(width);
    if (width > 0) {
      assertThat(Tile.at(level, index, treeSize).isPartial()).isEqualTo(width < 256);
    } else {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> Tile.at(level, index, treeSize));
    }
  }

  @Test
  void holdsAllThatProofsNeed() {
    int size = 700;
    TestTree tree = TestTree.ofSize(size);
    Map<String, byte[]> served = new HashMap<>();
    for (int level = 0; level < 3; level++) {
      for (int index = 0; Tile.widthAt(level, index, size) > 0; index++) {
        Tile tile = Tile.at(level, index, size);
        served.put(tile.path(), tile.content(tree));
      }
    }
    assertThat(served.keySet())
        .containsExactlyInAnyOrder(
            "tile/0/000", "tile/0/001", "tile/0/002.p/188", "tile/1/000.p/2");
    NodeSource tiles = new TileNodes(size, tile -> Objects.requireNonNull(served.get(tile.path())));
    for (int index = 0; index < size; index++) {
      assertThat(InclusionProof.generate(index, size, tiles))
          .isEqualTo(InclusionProof.generate(index, size, tree));
      assertThat(ConsistencyProof.generate(index, size, tiles))
          .isEqualTo(ConsistencyProof.generate(index, size, tree));
    }
  }

  @Test
  void refusesATileOfTheWrongLengthAndANodeOutsideTheTree() {
    TileNodes nodes = new TileNodes(3, tile -> new byte[64]);
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> nodes.node(0, 0));
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> nodes.node(0, 3));
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> nodes.node(2, 0));
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> nodes.node(64, 0));
  }
}
