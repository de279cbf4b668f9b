/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.source.changes.CameraControl;
import io.ekya.redaction.Redaction;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which cameras run, and assigns them to readers, each to the least loaded one. If cameras
 * can change, it looks for changes twice a second. Every reader is told the cameras that run, and
 * stops those that do not.
 */
final class CameraEnumerator implements SplitEnumerator<CameraSplit, Roster> {
    private static final Logger LOG = LoggerFactory.getLogger(CameraEnumerator.class);
    private static final long POLL_MILLIS = 500;
    private static final int MAX_UNSENT = 100;

    /** The reader that announces changes to the job. */
    static final int ANNOUNCER = 0;

    private final SplitEnumeratorContext<CameraSplit> context;
    private final Settings settings;
    private final @Nullable CameraControl control;
    private final Map<String, Integer> readers = new HashMap<>(); // by camera
    private final Deque<CameraEvent> unsent = new ArrayDeque<>();
    private Roster roster;
    private boolean isReady;
    private boolean isOver;
    private String lastProblem = "";

    /**
     * How cameras start and end.
     *
     * @param configured configuration by camera, of those configured with the job
     * @param startMillis wall-clock time at which they start
     * @param endMillis wall-clock time after which no camera is added
     * @param clock wall clock
     */
    record Settings(
            Map<String, String> configured, long startMillis, long endMillis, LongSupplier clock) {
        /** Lets the job's operators learn of a camera before its first frame. */
        private static final long LEAD_MILLIS = 500;

        long originOfAdded() {
            return Math.max(startMillis, clock.getAsLong() + LEAD_MILLIS);
        }

        boolean isOver() {
            return clock.getAsLong() > endMillis;
        }
    }

    /**
     * @param control null if the cameras do not change
     */
    CameraEnumerator(
            SplitEnumeratorContext<CameraSplit> context,
            Settings settings,
            @Nullable CameraControl control,
            Roster before) {
        this.context = context;
        this.settings = settings;
        this.control = control;
        this.roster = control == null ? adapted(before, settings.startMillis()) : before;
        this.isReady = control == null;
    }

    private Roster adapted(Roster before, long originMillis) {
        return before.adaptedTo(before.changes().appliedTo(settings.configured()), originMillis);
    }

    @Override
    public void start() {
        if (control != null) {
            context.callAsync(control::poll, this::polled, 0, POLL_MILLIS);
        }
    }

    /** Takes up what the control has found. Until it was asked once, no camera starts. */
    private void polled(CameraControl.@Nullable Update update, @Nullable Throwable problem) {
        if (problem instanceof Error error) {
            throw error;
        }
        if (isOver) {
            return;
        }
        Roster before = roster;
        if (update == null) {
            report(problem);
        } else {
            lastProblem = "";
            update.refused().forEach(this::refuse);
            roster = roster.withChanges(update.changes());
        }
        roster = adapted(roster, settings.originOfAdded());
        int changed = roster.changedSince(before);
        if (!isReady || changed > 0) {
            LOG.info("Cameras that run: {}", roster.cameras().ids());
            tellAll(isReady ? changed : 0);
        }
        isReady = true;
        assign();
        isOver = settings.isOver();
        signalIfOver();
    }

    /** No camera is added from now on, so readers end with their cameras. */
    private void signalIfOver() {
        if ((isOver || control == null) && isComplete()) {
            context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
        }
    }

    /** The control cannot be reached; this is reported when it begins and when it differs. */
    private void report(@Nullable Throwable problem) {
        String message =
                problem instanceof IOException
                        ? Redaction.of(String.valueOf(problem.getMessage()))
                        : Redaction.of(String.valueOf(problem));
        if (!message.equals(lastProblem)) {
            lastProblem = message;
            refuse(new CameraControl.Refusal("", message));
        }
    }

    private void refuse(CameraControl.Refusal refusal) {
        String camera = refusal.camera().isEmpty() ? "all cameras" : "camera " + refusal.camera();
        LOG.warn("A change of {} was refused: {}", camera, refusal.reason());
        if (unsent.size() < MAX_UNSENT) {
            unsent.add(CameraEvent.Refused.of(refusal));
        }
        sendRefused();
    }

    private void sendRefused() {
        while (!unsent.isEmpty() && context.registeredReaders().containsKey(ANNOUNCER)) {
            context.sendEventToSourceReader(ANNOUNCER, unsent.remove());
        }
    }

    private void tellAll(int changed) {
        CameraEvent event = new CameraEvent.Cameras(roster.cameras(), changed);
        context.registeredReaders()
                .keySet()
                .forEach(reader -> context.sendEventToSourceReader(reader, event));
    }

    @Override
    public void addReader(int subtask) {
        if (isReady) {
            context.sendEventToSourceReader(subtask, new CameraEvent.Cameras(roster.cameras(), 0));
        }
        sendRefused();
        assign();
        signalIfOver();
    }

    private boolean isComplete() {
        return context.registeredReaders().size() == context.currentParallelism();
    }

    /** Assigns what is pending once all readers have registered. */
    private void assign() {
        if (!isReady || !isComplete()) {
            return;
        }
        readers.keySet().removeIf(camera -> !roster.cameras().contains(camera));
        Map<Integer, List<CameraSplit>> assigned = new TreeMap<>();
        for (CameraSplit split : roster.pending()) {
            readers.remove(split.camera());
            int reader = leastLoaded();
            readers.put(split.camera(), reader);
            assigned.computeIfAbsent(reader, r -> new ArrayList<>()).add(split);
        }
        roster = roster.withPending(List.of());
        if (!assigned.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(assigned));
        }
    }

    private int leastLoaded() {
        int[] load = new int[context.currentParallelism()];
        readers.values().forEach(reader -> load[reader]++);
        int best = 0;
        for (int reader = 1; reader < load.length; reader++) {
            best = load[reader] < load[best] ? reader : best;
        }
        return best;
    }

    @Override
    public void addSplitsBack(List<CameraSplit> back, int subtask) {
        List<CameraSplit> pending = new ArrayList<>(roster.pending());
        back.stream().filter(split -> split.isOf(roster.cameras())).forEach(pending::add);
        roster = roster.withPending(pending);
        readers.values().removeIf(reader -> reader == subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public Roster snapshotState(long checkpointId) {
        return roster;
    }

    @Override
    public void close() {
        if (control != null) {
            control.close();
        }
    }
}
