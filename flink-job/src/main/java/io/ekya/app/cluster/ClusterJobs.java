/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jobs of a running cluster. */
final class ClusterJobs {
    private static final String ENTRY_CLASS = "io.ekya.job.JobMain";
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration SAVEPOINT = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofMinutes(1);
    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

    private final FlinkRest rest;
    private final Waiting waiting;

    ClusterJobs(FlinkRest rest, Waiting waiting) {
        this.rest = rest;
        this.waiting = waiting;
    }

    /**
     * How a job is run.
     *
     * @param arguments of the job's main class
     * @param parallelism of operators without their own; the cluster's default if null
     * @param savepoint path of a savepoint or a retained checkpoint to restore from
     */
    record Submission(
            List<String> arguments, @Nullable Integer parallelism, @Nullable String savepoint) {
        Submission {
            arguments = List.copyOf(arguments);
        }
    }

    /** Uploads the job jar, runs it and returns the job's id. */
    String submit(Path jar, Submission submission) throws IOException {
        String uploaded = rest.upload(jar);
        try {
            ObjectNode body = FlinkRest.body().put("entryClass", ENTRY_CLASS);
            submission.arguments().forEach(body.putArray("programArgsList")::add);
            if (submission.parallelism() != null) {
                body.put("parallelism", submission.parallelism());
            }
            if (submission.savepoint() != null) {
                body.put("savepointPath", submission.savepoint());
            }
            return rest.post("/jars/" + uploaded + "/run", body).path("jobid").asText();
        } finally {
            rest.delete("/jars/" + uploaded); // Flink has its own copy in the blob server
        }
    }

    /**
     * Waits until all tasks of a job run.
     *
     * @throws CommandFailure if the job ends, or a task still fails after two minutes
     */
    void awaitRunning(String job) throws IOException, InterruptedException {
        waiting.until(
                START,
                () -> {
                    JsonNode now = rest.get("/jobs/" + job);
                    String state = now.path("state").asText();
                    if (ENDED.contains(state) && !state.equals("FINISHED")) {
                        throw new CommandFailure("the job is " + state + failure(job));
                    }
                    int running = 0;
                    int tasks = 0;
                    for (JsonNode vertex : now.path("vertices")) {
                        tasks += vertex.path("parallelism").asInt();
                        JsonNode counts = vertex.path("tasks");
                        running += counts.path("RUNNING").asInt() + counts.path("FINISHED").asInt();
                    }
                    return running == tasks && tasks > 0
                            ? Optional.empty()
                            : Optional.of(
                                    "the job is %s with %d of %d tasks running%s"
                                            .formatted(state, running, tasks, failure(job)));
                });
    }

    private String failure(String job) throws IOException {
        JsonNode latest =
                rest.get("/jobs/" + job + "/exceptions")
                        .path("exceptionHistory")
                        .path("entries")
                        .path(0)
                        .path("stacktrace");
        return latest.isMissingNode() ? "" : ": " + FlinkErrors.rootCause(latest.asText());
    }

    /** A job as Flink lists it. */
    record Job(String id, String name, String state, Duration duration) {
        boolean hasEnded() {
            return ENDED.contains(state);
        }
    }

    /** Returns all jobs that Flink knows, the newest first. */
    List<Job> all() throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
            jobs.add(
                    new Job(
                            job.path("jid").asText(),
                            job.path("name").asText(),
                            job.path("state").asText(),
                            Duration.ofMillis(job.path("duration").asLong())));
        }
        return jobs;
    }

    /**
     * Returns the id of the job to act on.
     *
     * @param wanted id given by the user; if null, the only job that has not ended
     */
    String choose(@Nullable String wanted) throws IOException {
        if (wanted != null) {
            return wanted;
        }
        List<Job> active = all().stream().filter(job -> !job.hasEnded()).toList();
        if (active.size() != 1) {
            throw new CommandFailure(
                    active.isEmpty()
                            ? "no job is running; submit one with: ekya cluster submit CONF"
                            : "%d jobs are running; name one of them: %s"
                                    .formatted(
                                            active.size(),
                                            String.join(
                                                    ", ", active.stream().map(Job::id).toList())));
        }
        return active.get(0).id();
    }

    /**
     * Takes a savepoint and returns its path.
     *
     * @param stop whether the job ends with it
     */
    String savepoint(String job, Path folder, boolean stop)
            throws IOException, InterruptedException {
        ObjectNode body = FlinkRest.body();
        String trigger =
                (stop
                                ? rest.post(
                                        "/jobs/" + job + "/stop",
                                        body.put("targetDirectory", folder.toUri().toString())
                                                .put("drain", false))
                                : rest.post(
                                        "/jobs/" + job + "/savepoints",
                                        body.put("target-directory", folder.toUri().toString())
                                                .put("cancel-job", false)))
                        .path("request-id")
                        .asText();
        JsonNode[] operation = new JsonNode[1];
        waiting.until(
                SAVEPOINT,
                () -> {
                    JsonNode now = rest.get("/jobs/" + job + "/savepoints/" + trigger);
                    operation[0] = now.path("operation");
                    return now.path("status").path("id").asText().equals("COMPLETED")
                            ? Optional.empty()
                            : Optional.of("the savepoint is being written");
                });
        JsonNode failure = operation[0].path("failure-cause");
        if (!failure.isMissingNode() && !failure.isNull()) {
            throw new CommandFailure(
                    "the savepoint failed: "
                            + FlinkErrors.rootCause(failure.path("stack-trace").asText()));
        }
        if (stop) {
            awaitEnd(job);
        }
        return operation[0].path("location").asText();
    }

    /** Cancels a job and waits for its end. */
    void cancel(String job) throws IOException, InterruptedException {
        rest.patch("/jobs/" + job + "?mode=cancel");
        awaitEnd(job);
    }

    private void awaitEnd(String job) throws InterruptedException {
        waiting.until(
                END,
                () -> {
                    String state = rest.get("/jobs/" + job).path("state").asText();
                    return ENDED.contains(state)
                            ? Optional.empty()
                            : Optional.of("the job is " + state);
                });
    }
}
