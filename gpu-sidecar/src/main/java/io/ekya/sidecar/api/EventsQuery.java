/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Part of a journal to read, written as the ticket {@code events?site=…&journal=…&from=…}; journal
 * and from are optional.
 *
 * @param journal id of the journal; null for the site's current journal
 * @param from number of the first event; null for new events only
 */
public record EventsQuery(String site, @Nullable String journal, @Nullable Long from) {
    /** Prefix of such tickets. */
    public static final String PREFIX = "events?";

    private static final String FORM = "ticket must be events?site=…[&journal=…][&from=…]";

    /** Formats the ticket. */
    public String ticket() {
        return PREFIX
                + "site="
                + site
                + (journal == null ? "" : "&journal=" + journal)
                + (from == null ? "" : "&from=" + from);
    }

    /**
     * Parses a ticket.
     *
     * @throws MalformedException if it is malformed
     */
    public static EventsQuery parse(String ticket) {
        Map<String, String> values;
        try {
            values =
                    Arrays.stream(ticket.substring(PREFIX.length()).split("&", -1))
                            .map(p -> p.split("=", 2))
                            .collect(Collectors.toMap(p -> p[0], p -> p[1]));
        } catch (ArrayIndexOutOfBoundsException | IllegalStateException e) {
            throw new MalformedException(FORM, e);
        }
        String site = values.remove("site");
        String journal = values.remove("journal");
        String from = values.remove("from");
        if (site == null || !values.isEmpty()) {
            throw new MalformedException(FORM);
        }
        Ids.checked("site", site);
        if (journal != null) {
            Ids.checked("journal", journal);
        }
        return new EventsQuery(site, journal, from == null ? null : number(from));
    }

    private static Long number(String from) {
        try {
            long n = Long.parseLong(from);
            if (n >= 0) {
                return n;
            }
        } catch (NumberFormatException e) {
            throw new MalformedException("from must be a number of at least 0", e);
        }
        throw new MalformedException("from must be a number of at least 0");
    }
}
