/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import static io.grpc.Status.Code.ALREADY_EXISTS;
import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OUT_OF_RANGE;
import static io.grpc.Status.Code.RESOURCE_EXHAUSTED;
import static io.grpc.Status.Code.UNAUTHENTICATED;
import static io.grpc.Status.Code.UNIMPLEMENTED;

import io.ekya.sidecar.api.Json;
import io.grpc.Status.Code;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.arrow.flight.impl.Flight;

/** Generates random malformed calls from a seed. */
final class BadCalls {
    private static final String[] METHODS = {
        "DoPut", "DoAction", "DoGet", "GetFlightInfo", "GetSchema", "ListFlights", "DoExchange"
    };
    private static final String[] TRICKS = {
        "..",
        ".",
        "",
        "../../etc/passwd",
        "a/b",
        "a\\b",
        "a b",
        "ü",
        "a\u0000b",
        "%2e%2e",
        "x".repeat(65),
        "x".repeat(100_000),
        "-rf\n",
        "~",
        "C:\\x",
        "'; DROP TABLE events; --"
    };

    private final RandomGenerator random;
    private final String token;
    private final BadPuts puts;
    private final List<Supplier<BadCall>> kinds;

    BadCalls(RandomGenerator random, String token) {
        this.random = random;
        this.token = token;
        this.puts = new BadPuts(random);
        this.kinds =
                List.of(
                        this::garbage,
                        this::wrongToken,
                        this::badJson,
                        this::badValues,
                        this::unknown,
                        this::badTicket,
                        this::idTrick,
                        () -> put("cut-off batch", puts.cutOff()),
                        () -> put("flipped bits", puts.flipped()),
                        () -> put("wrong types", puts.wrongTypes()),
                        () -> put("huge lengths", puts.hugeLengths()),
                        () -> put("bad images", puts.badImages()),
                        () -> put("bad path", puts.badPath(trick())),
                        () -> put("out of order", puts.outOfOrder()));
    }

    BadCall next() {
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private BadCall call(String kind, String method, byte[] message, Code... expected) {
        return new BadCall(kind, method, List.of(message), token, Set.of(expected));
    }

    private BadCall put(String kind, List<byte[]> messages) {
        return new BadCall(
                kind, "DoPut", messages, token, Set.of(INVALID_ARGUMENT, RESOURCE_EXHAUSTED));
    }

    private String trick() {
        return TRICKS[random.nextInt(TRICKS.length)];
    }

    private byte[] bytes(int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private BadCall garbage() {
        String method = METHODS[random.nextInt(METHODS.length)];
        return call(
                "garbage",
                method,
                bytes(2_000),
                INVALID_ARGUMENT,
                UNIMPLEMENTED,
                RESOURCE_EXHAUSTED);
    }

    private BadCall wrongToken() {
        String sent =
                switch (random.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> token.substring(1);
                    case 2 -> token + "x";
                    default -> Long.toHexString(random.nextLong());
                };
        String method = METHODS[random.nextInt(3)];
        return new BadCall(
                "wrong token",
                method,
                List.of(action("status", "")),
                sent,
                Set.of(UNAUTHENTICATED));
    }

    private static byte[] action(String type, String body) {
        return Flight.Action.newBuilder()
                .setType(type)
                .setBody(com.google.protobuf.ByteString.copyFromUtf8(body))
                .build()
                .toByteArray();
    }

    private String command() {
        String[] all = {"hello", "profile", "retrain", "resize", "cancel", "report", "close"};
        return all[random.nextInt(all.length)];
    }

    private BadCall badJson() {
        String body =
                switch (random.nextInt(7)) {
                    case 0 -> "";
                    case 1 -> "null";
                    case 2 -> "[".repeat(1 + random.nextInt(100_000));
                    case 3 -> "{\"site\":" + "9".repeat(1 + random.nextInt(5_000)) + "}";
                    case 4 -> "{\"site\":\"s\",\"surprise\":1}";
                    case 5 -> "{\"site\":null}";
                    default -> new String(bytes(500), StandardCharsets.ISO_8859_1);
                };
        return call("bad JSON", "DoAction", action(command(), body), INVALID_ARGUMENT);
    }

    private BadCall badValues() {
        String bad =
                switch (random.nextInt(5)) {
                    case 0 -> "1.5";
                    case 1 -> "-0.1";
                    case 2 -> "1e400";
                    case 3 -> "\"NaN\"";
                    default -> "true";
                };
        String prefix = "{\"site\":\"fuzz\",\"epoch\":%d,\"revision\":%d,\"camera\":\"good\"";
        String body = prefix.formatted(random.nextInt(9), random.nextInt(1 << 20));
        return call(
                "bad values",
                "DoAction",
                action("resize", body + ",\"share\":" + bad + "}"),
                INVALID_ARGUMENT);
    }

    private BadCall unknown() {
        String hash = "%064x".formatted(random.nextLong() >>> 1);
        return switch (random.nextInt(5)) {
            case 0 -> call("unknown", "DoGet", ticket("model/" + hash), NOT_FOUND);
            case 1 ->
                    call(
                            "unknown",
                            "DoAction",
                            action("close", "{\"site\":\"nowhere\",\"camera\":\"c\"}"),
                            NOT_FOUND);
            case 2 ->
                    call(
                            "unknown",
                            "DoAction",
                            action(
                                    "cancel",
                                    "{\"site\":\"fuzz\",\"epoch\":%d,\"revision\":1,\"camera\":\"c\"}"
                                            .formatted(random.nextInt(2) * 1_000_000)),
                            FAILED_PRECONDITION,
                            INVALID_ARGUMENT,
                            ALREADY_EXISTS);
            case 3 -> call("unknown", "DoAction", action("shutdown", "{}"), INVALID_ARGUMENT);
            default ->
                    call(
                            "unknown",
                            "DoGet",
                            ticket("events?site=fuzz&journal=another&from=0"),
                            OUT_OF_RANGE);
        };
    }

    private static byte[] ticket(String text) {
        return Flight.Ticket.newBuilder()
                .setTicket(com.google.protobuf.ByteString.copyFromUtf8(text))
                .build()
                .toByteArray();
    }

    private BadCall badTicket() {
        String text =
                switch (random.nextInt(6)) {
                    case 0 -> "";
                    case 1 -> "model/" + trick();
                    case 2 -> "events?site=" + trick() + "&from=0";
                    case 3 -> "events?site=fuzz&from=" + "9".repeat(1 + random.nextInt(50)) + "x";
                    case 4 -> "events?" + "&".repeat(random.nextInt(10_000));
                    default -> new String(bytes(300), StandardCharsets.ISO_8859_1);
                };
        return call("bad ticket", "DoGet", ticket(text), INVALID_ARGUMENT);
    }

    private BadCall idTrick() {
        String quoted = Json.write(trick());
        String body =
                switch (random.nextInt(3)) {
                    case 0 -> "{\"site\":%s,\"camera\":\"good\"}".formatted(quoted);
                    case 1 -> "{\"site\":\"fuzz\",\"camera\":%s}".formatted(quoted);
                    default -> "{\"camera\":%s,\"site\":%s}".formatted(quoted, quoted);
                };
        return call("path tricks", "DoAction", action("close", body), INVALID_ARGUMENT);
    }
}
