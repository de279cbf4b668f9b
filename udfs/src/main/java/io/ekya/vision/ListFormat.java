/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.ekya.vision.SampleList.RowException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a sample list is written: its separator and the order of its columns, both recognised from
 * the first row. A list that is not separated by commas may have commas in its numbers.
 */
final class ListFormat {
    /** The columns in their usual order. */
    static final List<String> COLUMNS = List.of("idx", "imgpath", "class", "x0", "y0", "x1", "y1");

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    private final char separator;
    private final ObjectReader reader;
    private final int[] positions;
    private final boolean hasHeader;

    private ListFormat(String first) throws RowException {
        this.separator = separator(first);
        this.reader =
                new CsvMapper()
                        .readerFor(String[].class)
                        .with(CsvParser.Feature.WRAP_AS_ARRAY)
                        .with(CsvParser.Feature.TRIM_SPACES)
                        .with(CsvSchema.emptySchema().withColumnSeparator(separator));
        List<String> header =
                Arrays.stream(cells(first)).map(c -> c.toLowerCase(Locale.ROOT)).toList();
        this.hasHeader = header.contains(COLUMNS.get(0)) || header.contains(COLUMNS.get(1));
        this.positions = hasHeader ? positions(header) : new int[] {0, 1, 2, 3, 4, 5, 6};
    }

    /**
     * Returns the format of a list.
     *
     * @param first its first row, which may be a header
     * @throws RowException if a header lacks a column
     */
    static ListFormat of(String first) throws RowException {
        return new ListFormat(first);
    }

    /** Returns whether the first row is a header. */
    boolean hasHeader() {
        return hasHeader;
    }

    /** Returns the seven fields of a row in their usual order. */
    String[] fields(String row) throws RowException {
        String[] cells = cells(row);
        if (!hasHeader && cells.length != COLUMNS.size()) {
            throw new RowException(
                    ("a row must have the 7 fields %s, but has %d; give all of them, or a header "
                                    + "that names the columns")
                            .formatted(String.join(",", COLUMNS), cells.length));
        }
        String[] fields = new String[COLUMNS.size()];
        for (int i = 0; i < fields.length; i++) {
            if (positions[i] >= cells.length) {
                throw new RowException(
                        "a row must have the column %s, but has %d fields; give all of them"
                                .formatted(COLUMNS.get(i), cells.length));
            }
            String cell = cells[positions[i]];
            fields[i] = i > 2 && separator != ',' ? cell.replace(',', '.') : cell;
        }
        return fields;
    }

    /** The separator that yields most fields; a comma if none does. */
    private static char separator(String row) {
        char best = SEPARATORS.get(0);
        for (char candidate : SEPARATORS) {
            if (count(row, candidate) > count(row, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String row, char character) {
        return row.chars().filter(c -> c == character).count();
    }

    private static int[] positions(List<String> header) throws RowException {
        List<String> missing = new ArrayList<>(COLUMNS);
        missing.removeAll(header);
        if (!missing.isEmpty()) {
            throw new RowException(
                    "the header must name the columns %s, but lacks %s; add them"
                            .formatted(String.join(",", COLUMNS), String.join(",", missing)));
        }
        return COLUMNS.stream().mapToInt(header::indexOf).toArray();
    }

    private String[] cells(String row) throws RowException {
        try (var rows = reader.<String[]>readValues(row)) {
            return rows.hasNext() ? rows.next() : new String[] {""};
        } catch (JsonProcessingException e) {
            throw new RowException(
                    "is not valid CSV (%s); close its quotes".formatted(e.getOriginalMessage()));
        } catch (IOException | RuntimeException e) {
            throw new RowException(
                    "is not valid CSV (%s); close its quotes".formatted(e.getMessage()));
        }
    }
}
