package dev.countersign.server.reconciliation;

import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a CSV file are.
 *
 * @param date the heading of the column with the day of booking
 * @param amount likewise of the amount, below zero for what went out
 * @param decimal the mark before the decimals
 */
record CsvMapping(
    String date,
    String amount,
    @Nullable String reference,
    @Nullable String counterparty,
    @Nullable String details,
    DateTimeFormatter dateFormat,
    char delimiter,
    char decimal,
    Charset charset) {}
