package io.ekya.sidecar.server.flight;

import io.grpc.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How many calls ended how. */
public final class CallCounts {
    private final Map<Ending, LongAdder> counts = new ConcurrentSkipListMap<>();

    /** A method and the status code it ended with. */
    public record Ending(String method, String code) implements Comparable<Ending> {
        @Override
        public int compareTo(Ending o) {
            int byMethod = method.compareTo(o.method);
            return byMethod != 0 ? byMethod : code.compareTo(o.code);
        }
    }

    void count(String method, Status status) {
        counts.computeIfAbsent(
                        new Ending(method, status.getCode().name()), ending -> new LongAdder())
                .increment();
    }

    /** Calls so far. */
    public Map<Ending, Long> all() {
        Map<Ending, Long> all = new TreeMap<>();
        counts.forEach((ending, count) -> all.put(ending, count.sum()));
        return all;
    }
}
