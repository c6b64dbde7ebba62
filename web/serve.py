"""Serves the page's folder on 127.0.0.1: serve.py FOLDER PORT. What any host of files does, with the right types."""
import functools
import http.server
import sys

folder, port = sys.argv[1], int(sys.argv[2])


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, '.wasm': 'application/wasm', '.files': 'application/octet-stream'}

    def log_message(self, *_):
        pass


try:
    server = http.server.ThreadingHTTPServer(('127.0.0.1', port), functools.partial(Handler, directory=folder))
except OSError as error:
    sys.exit('Port %d cannot be used: %s. Name another one: scripts/web serve 8001' % (port, error.strerror))
print('http://127.0.0.1:%d/' % port, flush=True)
server.serve_forever()
