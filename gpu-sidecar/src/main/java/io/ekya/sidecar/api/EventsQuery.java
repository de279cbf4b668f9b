package io.ekya.sidecar.api;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which part of a journal to read: the ticket {@code events?site=…&journal=…&from=…}.
 *
 * @param journal its id; empty takes whichever the site has now
 * @param from number of the first event wanted; -1 takes only what is yet to come
 */
public record EventsQuery(String site, String journal, long from) {
    /** How the ticket begins. */
    public static final String PREFIX = "events?";

    /** The ticket. */
    public String ticket() {
        return PREFIX + "site=" + site + "&journal=" + journal + "&from=" + from;
    }

    /** Reads a ticket. */
    public static EventsQuery parse(String ticket) {
        Map<String, String> given;
        try {
            given =
                    Arrays.stream(ticket.substring(PREFIX.length()).split("&", -1))
                            .map(p -> p.split("=", 2))
                            .collect(Collectors.toMap(p -> p[0], p -> p[1]));
        } catch (ArrayIndexOutOfBoundsException | IllegalStateException e) {
            throw new MalformedException("ticket must be events?site=…&journal=…&from=…", e);
        }
        String site = given.remove("site");
        String journal = given.remove("journal");
        String from = given.remove("from");
        if (site == null || from == null || !given.isEmpty()) {
            throw new MalformedException("ticket must be events?site=…&journal=…&from=…");
        }
        Ids.checked("site", site);
        if (journal != null && !journal.isEmpty()) {
            Ids.checked("journal", journal);
        }
        return new EventsQuery(site, journal == null ? "" : journal, number(from));
    }

    private static long number(String from) {
        try {
            long n = Long.parseLong(from);
            if (n >= -1) {
                return n;
            }
        } catch (NumberFormatException e) {
            throw new MalformedException("from must be a number from -1 on", e);
        }
        throw new MalformedException("from must be a number from -1 on");
    }
}
