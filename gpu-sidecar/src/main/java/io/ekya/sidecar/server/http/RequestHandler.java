/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Responds to the first request of a connection and closes it. */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Responses responses;
    private boolean responded;

    RequestHandler(Responses responses) {
        this.responses = responses;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (responded || !(message instanceof HttpRequest request)) {
            return; // a body, or a second request
        }
        responded = true;
        Responses.Request asked =
                new Responses.Request(
                        request.decoderResult().isFailure() ? "" : request.method().name(),
                        request.uri(),
                        request.headers().get(HttpHeaderNames.AUTHORIZATION),
                        context.channel().remoteAddress());
        responses.answer(asked, response -> send(context, response), context::close);
    }

    private static void send(ChannelHandlerContext context, Responses.Response response) {
        FullHttpResponse message =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(response.code()),
                        Unpooled.copiedBuffer(response.text(), StandardCharsets.UTF_8));
        message.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, message.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (response.code() == HttpResponseStatus.UNAUTHORIZED.code()) {
            message.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        context.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }

    /** A client may end its side of the connection when it has sent its request. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !responded) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof Error error) {
            responses.report(error);
        } else if (!(cause instanceof IOException)) {
            LOG.debug("A connection failed", cause); // such as one without TLS
        }
        context.close();
    }
}
