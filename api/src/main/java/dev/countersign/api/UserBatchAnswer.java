package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What became of each person of a batch, in the order of the request.
 *
 * @param dryRun whether nothing was written
 */
public record UserBatchAnswer(
    @JsonProperty("dry_run") boolean dryRun, List<UserImportResult> results) {
  public UserBatchAnswer {
    results = Copies.of(results);
  }
}
