package io.ekya.sidecar.api;

/**
 * One line of the journal; also a record on Flink streams, so flat and public.
 *
 * @param journal id of the journal; n counts from 0 within it
 * @param timeMillis wall-clock time
 * @param kind name of a {@link EventKind}
 * @param camera empty where the event is about the site
 * @param window number of the window it is about, -1 where none
 * @param payload JSON, by kind; "{}" where there is nothing to say
 */
public record SidecarEvent(
        String site,
        String journal,
        long n,
        long timeMillis,
        String kind,
        String camera,
        long window,
        String payload) {}
