package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of a file of an account outside.
 *
 * @param id the import's id {@code imp_…}
 * @param account the ledger's account {@code acc_…} that it is held against
 * @param lines how many movements the file has
 * @param newLines how many of them had not been taken in with another file
 * @param repeated whether this very file was there before; then nothing has changed
 * @param matched how many matches the rules have found now
 */
public record ReconciliationImport(
    String id,
    String account,
    String format,
    int lines,
    @JsonProperty("new_lines") int newLines,
    boolean repeated,
    int matched) {}
