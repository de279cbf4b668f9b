/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.Ids;
import io.ekya.sidecar.server.store.RefusedException.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Students as files named by their sha256, which is verified at every read. */
public final class ModelStore {
    static final String SUFFIX = ".model";

    private final Path folder;
    private final DurableFiles files;
    private final Function<byte[], ModelFile> reader;

    ModelStore(Path folder, DurableFiles files, Function<byte[], ModelFile> reader) {
        this.folder = folder;
        this.files = files;
        this.reader = reader;
    }

    /** Stores a model durably; returns its sha256. */
    public String put(ModelFile model) {
        String sha256 = model.sha256();
        try {
            files.write(path(sha256), model.bytes());
        } catch (IOException e) {
            throw new StoreException("model %s cannot be stored: %s".formatted(sha256, e), e);
        }
        return sha256;
    }

    /**
     * Reads and verifies a model.
     *
     * @throws RefusedException NOT_FOUND if it does not exist
     * @throws StoreException if the file is damaged
     */
    public ModelFile get(String sha256) {
        Path path = path(Ids.checkedSha256(sha256));
        if (!Files.isRegularFile(path)) {
            throw new RefusedException(Rule.NOT_FOUND, "there is no model " + sha256);
        }
        try {
            ModelFile model = reader.apply(Files.readAllBytes(path));
            if (!model.sha256().equals(sha256)) {
                throw new StoreException(
                        "model %s is damaged on disk: its content has hash %s"
                                .formatted(sha256, model.sha256()));
            }
            return model;
        } catch (IOException e) {
            throw new StoreException("model %s cannot be read: %s".formatted(sha256, e), e);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "model %s is damaged on disk: %s".formatted(sha256, e.getMessage()), e);
        }
    }

    /** Removes a model's file, if it exists. */
    void remove(String sha256) {
        try {
            files.remove(path(sha256));
        } catch (IOException e) {
            throw new StoreException("model %s cannot be removed: %s".formatted(sha256, e), e);
        }
    }

    private Path path(String sha256) {
        return folder.resolve(sha256 + SUFFIX);
    }
}
