package dev.countersign.server.console;

import java.util.function.UnaryOperator;

/**
 * A tenant's colour. What is written in it, or on it, is made darker or lighter until it can be
 * read: at least 4.5 to 1 against everything it meets, as WCAG 2.2 asks for (1.4.3).
 *
 * @param red from 0 to 255, as the others
 */
record BrandColor(int red, int green, int blue) {
  static final double CONTRAST_MIN = 4.5;

  private static final BrandColor BLACK = new BrandColor(0, 0, 0);
  private static final BrandColor WHITE = new BrandColor(255, 255, 255);
  private static final BrandColor LIGHT_GROUND = ofHex("f6f6f3");
  private static final BrandColor DARK_PAPER = ofHex("1a1e22");
  private static final int WASH_PERCENT = 10;
  private static final int STEP_PERCENT = 3;

  /**
   * What a page needs of a colour.
   *
   * @param accent for links and buttons
   * @param ink for what is written on buttons
   * @param wash for what is behind the chosen one of several
   */
  record Palette(BrandColor accent, BrandColor ink, BrandColor wash) {
    private String style() {
      return "--accent: %s; --accent-ink: %s; --accent-wash: %s;"
          .formatted(accent.hex(), ink.hex(), wash.hex());
    }
  }

  /** Reads six digits of hex. */
  static BrandColor ofHex(String hex) {
    int all = Integer.parseInt(hex, 16);
    return new BrandColor(all >> 16, all >> 8 & 0xff, all & 0xff);
  }

  /** For pages that are light. */
  Palette onLight() {
    return palette(LIGHT_GROUND, WHITE, color -> color.towards(BLACK, STEP_PERCENT));
  }

  /** For pages that are dark. */
  Palette onDark() {
    return palette(DARK_PAPER, BLACK, color -> color.towards(WHITE, STEP_PERCENT));
  }

  private Palette palette(BrandColor ground, BrandColor ink, UnaryOperator<BrandColor> step) {
    BrandColor accent = this;
    BrandColor wash = ground.towards(accent, WASH_PERCENT);
    while (accent.contrast(ground) < CONTRAST_MIN
        || accent.contrast(wash) < CONTRAST_MIN
        || accent.contrast(ink) < CONTRAST_MIN) {
      accent = step.apply(accent);
      wash = ground.towards(accent, WASH_PERCENT);
    }
    return new Palette(accent, ink, wash);
  }

  /** A style sheet that follows the console's own. */
  String style() {
    return """
    :root { --brand: %s; %s }
    @media (prefers-color-scheme: dark) { :root { %s } }
    .top { border-top: 4px solid var(--brand); }
    """
        .formatted(hex(), onLight().style(), onDark().style());
  }

  /** How well one is told from another, from 1 to 21 (WCAG 2.2, contrast ratio). */
  double contrast(BrandColor other) {
    double one = luminance();
    double two = other.luminance();
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  String hex() {
    return "#%02x%02x%02x".formatted(red, green, blue);
  }

  private BrandColor towards(BrandColor other, int percent) {
    return new BrandColor(
        towards(red, other.red, percent),
        towards(green, other.green, percent),
        towards(blue, other.blue, percent));
  }

  // At least by one, so that every step gets nearer.
  private static int towards(int from, int to, int percent) {
    int part = (to - from) * percent / 100;
    return from + (part == 0 ? Integer.signum(to - from) : part);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double part = channel / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}
