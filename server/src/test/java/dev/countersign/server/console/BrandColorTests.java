package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrandColorTests {
  private static final BrandColor WHITE = BrandColor.ofHex("ffffff");
  private static final BrandColor BLACK = BrandColor.ofHex("000000");

  @Test
  void measuresContrastAsTheGuidelinesDo() {
    assertThat(WHITE.contrast(BLACK)).isEqualTo(21.0);
    assertThat(WHITE.contrast(WHITE)).isEqualTo(1.0);
    // The grey that is known to be the lightest that passes on white.
    assertThat(BrandColor.ofHex("767676").contrast(WHITE)).isBetween(4.5, 4.6);
  }

  @Test
  void makesEveryColourLegibleOnLightAndDarkPages() {
    for (int red = 0; red <= 255; red += 15) {
      for (int green = 0; green <= 255; green += 15) {
        for (int blue = 0; blue <= 255; blue += 15) {
          BrandColor color = new BrandColor(red, green, blue);
          isLegible(color.onLight(), BrandColor.ofHex("ffffff"), BrandColor.ofHex("f6f6f3"));
          isLegible(color.onDark(), BrandColor.ofHex("1a1e22"), BrandColor.ofHex("131619"));
        }
      }
    }
  }

  @Test
  void leavesAColourAsItIsWhereItCanBeRead() {
    assertThat(BrandColor.ofHex("11566f").onLight().accent().hex()).isEqualTo("#11566f");
    assertThat(BrandColor.ofHex("7cc4de").onDark().accent().hex()).isEqualTo("#7cc4de");
  }

  private static void isLegible(BrandColor.Palette palette, BrandColor paper, BrandColor ground) {
    for (BrandColor behind : new BrandColor[] {paper, ground, palette.wash(), palette.ink()}) {
      assertThat(palette.accent().contrast(behind))
          .as("%s on %s", palette.accent(), behind)
          .isGreaterThanOrEqualTo(BrandColor.CONTRAST_MIN);
    }
  }
}
