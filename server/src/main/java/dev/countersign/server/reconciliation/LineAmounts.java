package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.DecimalAmount;
import dev.countersign.server.platform.money.DecimalAmount.Reading;

/** Reads the amounts of files exactly, or not at all. */
final class LineAmounts {
  private LineAmounts() {}

  static long minor(int line, String field, String decimal, Asset asset) {
    return switch (DecimalAmount.read(decimal, asset)) {
      case Reading.Exact exact -> exact.money().minor();
      case Reading.Malformed _ -> throw UnreadableFile.at(line, field, "This is no decimal.");
      case Reading.TooPrecise _ ->
          throw UnreadableFile.at(
              line, field, asset.code() + " has " + asset.scale() + " decimals.");
      case Reading.OutOfRange _ -> throw UnreadableFile.at(line, field, "This is too much.");
    };
  }

  static void requireCurrency(int line, String field, String currency, Asset asset) {
    if (!currency.equals(asset.code())) {
      throw UnreadableFile.at(line, field, "The account is in " + asset.code() + ".");
    }
  }
}
