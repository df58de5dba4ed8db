"""A server in trouble: one that never answers, and a way to a server on which answers get lost."""

import contextlib
import socket
import threading


class Silent:
    """It takes every connection and says nothing."""

    def __enter__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.endpoint = "http://127.0.0.1:{}".format(self._socket.getsockname()[1])
        return self

    def __exit__(self, *_):
        self._socket.close()


class Lossy:
    """Hands everything on to a server, and everything back but the answers to what has a mark in
    it: those are done, and nobody hears of it."""

    def __init__(self, server, mark):
        host, _, port = server.endpoint.removeprefix("http://").rpartition(":")
        self._server = (host, int(port))
        self._mark = mark.encode()

    def __enter__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.endpoint = "http://127.0.0.1:{}".format(self._socket.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._socket.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._socket.accept()
                server = socket.create_connection(self._server)
                lost = threading.Event()
                for pump in (self._there, self._back):
                    arguments = (client, server, lost)
                    threading.Thread(target=pump, args=arguments, daemon=True).start()

    def _there(self, client, server, lost):
        with contextlib.suppress(OSError):
            while said := client.recv(65536):
                if self._mark in said:
                    lost.set()
                server.sendall(said)
            server.close()

    @staticmethod
    def _back(client, server, lost):
        with contextlib.suppress(OSError):
            while said := server.recv(65536):
                if not lost.is_set():
                    client.sendall(said)
