/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.CloseRequest;
import io.ekya.sidecar.api.CurationRequest;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Ids;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.api.MalformedException;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.RegisterRequest;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.WindowReport;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses requests and validates their values. */
final class RequestParser {
    private static final int MAX_CAMERAS = 10_000;
    private static final int MAX_CONFIGURATIONS = 1_000;
    private static final int MAX_EPOCHS = 1_000_000;
    private static final int MAX_BATCH = 4_096;
    private static final int MAX_UNITS = 4_096;
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_NAME_LENGTH = 64;
    private static final long MAX_EPOCH = 1L << 50;

    private RequestParser() {}

    static HelloRequest hello(byte[] body) {
        HelloRequest r = Json.read(body, HelloRequest.class);
        Ids.checked("site", r.site());
        atMost("cameras", r.cameras().size(), MAX_CAMERAS);
        r.cameras().forEach(camera -> Ids.checked("camera", camera));
        if (r.client() != null) {
            Ids.checked("client", r.client());
        }
        checkEpoch(r.lastEpoch());
        return r;
    }

    static ProfileRequest profile(byte[] body) {
        ProfileRequest r = Json.read(body, ProfileRequest.class);
        checkWindow(r.site(), r.camera(), r.window());
        check(
                r.budgetSeconds() >= 0 && r.budgetSeconds() <= MAX_SECONDS,
                "budgetSeconds",
                r.budgetSeconds(),
                "within 0..%d".formatted(MAX_SECONDS));
        check(r.labels() >= 0, "labels", r.labels(), "at least 0");
        check(
                r.liveAccuracy() == null || fraction(r.liveAccuracy()),
                "liveAccuracy",
                String.valueOf(r.liveAccuracy()),
                "within 0..1, or omitted without labels");
        checkFactors(r.accuracyFactors());
        configurations(r.configurations());
        checkEpoch(r.epoch());
        return r;
    }

    private static void checkFactors(Map<String, Double> factors) {
        atMost("inference configurations", factors.size(), MAX_CONFIGURATIONS);
        factors.forEach(RequestParser::factor);
    }

    private static void factor(String id, double factor) {
        atMost("characters of an inference configuration's id", id.length(), MAX_NAME_LENGTH);
        check(factor >= 0 && Double.isFinite(factor), "accuracyFactor of " + id, factor, "finite");
    }

    private static void configurations(List<RetrainingConfiguration> configurations) {
        atMost("configurations", configurations.size(), MAX_CONFIGURATIONS);
        Set<String> seen = new HashSet<>();
        for (RetrainingConfiguration c : configurations) {
            Ids.checked("configuration", c.id());
            if (!seen.add(c.id())) {
                throw new MalformedException("configuration " + c.id() + " must occur once");
            }
            atMost("epochs", c.epochs(), MAX_EPOCHS);
            atMost("crops a mini-batch", c.batchSize(), MAX_BATCH);
            atMost("units of the last layer", c.lastLayerUnits(), MAX_UNITS);
        }
    }

    static RetrainRequest retrain(byte[] body) {
        RetrainRequest r = Json.read(body, RetrainRequest.class);
        checkWindow(r.site(), r.camera(), r.window());
        checkOrder(r.epoch(), r.revision());
        configurations(List.of(r.configuration()));
        check(fraction(r.share()), "share", r.share(), "within 0..1");
        check(
                fraction(r.expectedAccuracy()),
                "expectedAccuracy",
                r.expectedAccuracy(),
                "within 0..1");
        return r;
    }

    static ResizeRequest resize(byte[] body) {
        ResizeRequest r = Json.read(body, ResizeRequest.class);
        Ids.checked("site", r.site());
        if (r.camera() != null) {
            Ids.checked("camera", r.camera());
        }
        checkOrder(r.epoch(), r.revision());
        check(fraction(r.share()), "share", r.share(), "within 0..1");
        return r;
    }

    static CancelRequest cancel(byte[] body) {
        CancelRequest r = Json.read(body, CancelRequest.class);
        checkWindow(r.site(), r.camera(), 0);
        checkOrder(r.epoch(), r.revision());
        return r;
    }

    static WindowReport report(byte[] body) {
        WindowReport r = Json.read(body, WindowReport.class);
        checkWindow(r.site(), r.camera(), r.window());
        checkFactors(r.demands());
        check(r.frames() >= 0, "frames", r.frames(), "at least 0");
        check(r.dropped() >= 0, "dropped", r.dropped(), "at least 0");
        checkEpoch(r.epoch());
        return r;
    }

    static CurationRequest curation(byte[] body) {
        CurationRequest r = Json.read(body, CurationRequest.class);
        checkWindow(r.site(), r.camera(), 0);
        if (r.sha256() != null) {
            Ids.checkedSha256(r.sha256());
        }
        return r;
    }

    static RegisterRequest register(byte[] body) {
        RegisterRequest r = Json.read(body, RegisterRequest.class);
        Ids.checked("site", r.site());
        Ids.checked("client", r.client());
        check(r.needed() >= 0, "needed", r.needed(), "at least 0");
        return r;
    }

    static LatencyReport latency(byte[] body) {
        LatencyReport r = Json.read(body, LatencyReport.class);
        Ids.checked("site", r.site());
        Ids.checked("source", r.source());
        check(
                r.latencyMillis() >= 0 && Double.isFinite(r.latencyMillis()),
                "latencyMillis",
                r.latencyMillis(),
                "at least 0");
        check(
                r.targetMillis() > 0 && Double.isFinite(r.targetMillis()),
                "targetMillis",
                r.targetMillis(),
                "above 0");
        return r;
    }

    static CloseRequest close(byte[] body) {
        CloseRequest r = Json.read(body, CloseRequest.class);
        checkWindow(r.site(), r.camera(), 0);
        checkEpoch(r.epoch());
        return r;
    }

    /** Validates site, camera and window. */
    static void checkWindow(String site, String camera, long window) {
        Ids.checked("site", site);
        Ids.checked("camera", camera);
        check(window >= 0, "window", window, "at least 0");
    }

    /** Validates the epoch of a fenced call; null is one that is not fenced. */
    static void checkEpoch(@Nullable Long epoch) {
        if (epoch != null) {
            check(epoch >= 0 && epoch <= MAX_EPOCH, "epoch", epoch, "within 0.." + MAX_EPOCH);
        }
    }

    private static void checkOrder(long epoch, long revision) {
        check(epoch >= 0, "epoch", epoch, "at least 0");
        check(revision >= 0, "revision", revision, "at least 0");
    }

    private static boolean fraction(double value) {
        return value >= 0 && value <= 1;
    }

    private static void atMost(String name, int count, int most) {
        check(count <= most, "number of " + name, count, "at most " + most);
    }

    private static void check(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new MalformedException("%s must be %s, but is %s".formatted(name, rule, value));
        }
    }
}
