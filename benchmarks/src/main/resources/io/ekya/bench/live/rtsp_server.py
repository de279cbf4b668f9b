#!/usr/bin/python3
# Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0
"""Serves a test pattern as H.264 over RTSP on loopback, with a login, until it is killed.

Usage: rtsp_server.py PORT basic|digest. The credentials are in EKYA_RTSP_USER and EKYA_RTSP_PASSWORD.
"""
import os
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

ROLE = "camera"
PIPELINE = (
    "( videotestsrc is-live=true pattern=ball"
    " ! video/x-raw,format=I420,width=320,height=192,framerate=15/1"
    " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 bitrate=500"
    " ! rtph264pay name=pay0 pt=96 config-interval=1 )"
)


def login(method):
    user, password = os.environ["EKYA_RTSP_USER"], os.environ["EKYA_RTSP_PASSWORD"]
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    auth = GstRtspServer.RTSPAuth()
    if method == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(user, password, token)
    else:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    return auth


def main():
    port, method = sys.argv[1:]
    Gst.init(None)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(PIPELINE)
    factory.set_shared(True)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_role(ROLE)
    permissions.add_permission_for_role(ROLE, "media.factory.access", True)
    permissions.add_permission_for_role(ROLE, "media.factory.construct", True)
    factory.set_permissions(permissions)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(port)
    server.set_auth(login(method))
    server.get_mount_points().add_factory("/live", factory)
    if server.attach(None) == 0:
        sys.exit("port " + port + " is in use")
    print("ready", flush=True)
    GLib.MainLoop().run()


main()
