"""Packs the parts of the page into the site, and writes its scripts and its service worker there, with the sizes and the version of what is
there: finish.py PARTS SITE."""
import base64
import hashlib
import json
import lzma
import os
import subprocess
import sys
import zlib

parts, site = sys.argv[1:3]
here = os.path.dirname(os.path.abspath(__file__))


def read(name):
    """A script without its comments and what its lines begin with; none has a text of several lines."""
    with open(os.path.join(here, name), encoding='utf-8') as file:
        lines = [line.strip() for line in file]
    assert not any('`' in line for line in lines), name
    return '\n'.join(line for line in lines if line and not line.startswith('//')) + '\n'


def write(name, text):
    shortened = subprocess.run(['node', os.path.join(here, 'shorten.cjs')], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    with open(os.path.join(site, name), 'wb') as file:
        file.write(shortened)


def bytes_of(name):
    with open(os.path.join(parts, name), 'rb') as file:
        return file.read()


packed = ['unroll.first', 'unroll.rest', 'unroll.files', 'unroll.later']
sizes = {}
for name in packed:  # the settings that web/unpack.c expects
    data = bytes_of(name)
    stream = lzma.compress(data, format=lzma.FORMAT_RAW, filters=[{'id': lzma.FILTER_LZMA1, 'preset': 9 | lzma.PRESET_EXTREME, 'lc': 3, 'lp': 0, 'pb': 0,
                                                                    'nice_len': 273, 'depth': 1000, 'dict_size': 1 << 23}])
    assert len(data) <= 1 << 23
    body = len(data).to_bytes(4, 'little') + stream
    with open(os.path.join(site, name), 'wb') as file:
        file.write(zlib.crc32(body).to_bytes(4, 'little') + body)
    sizes[name] = 4 + len(body)
with open(os.path.join(site, 'unroll.js'), encoding='utf-8') as file:
    program = file.read()
write('unroll.js', program)
write('unpack.js', read('unpack.js').replace('PROGRAM', base64.b64encode(bytes_of('unpack.wasm')).decode(), 1))
write('page.js', read('page.js').replace('SIZES', json.dumps(sizes), 1))
shown = ['index.html', 'page.js', 'unpack.js', 'unroll.js'] + packed
version = hashlib.sha256()
for name in shown:
    with open(os.path.join(site, name), 'rb') as file:
        version.update(file.read())
write('sw.js', read('sw.js').replace('VERSION', version.hexdigest()[:16], 1).replace('FILES', json.dumps(['./'] + [name for name in shown if name not in packed]), 1)
      .replace('PACKED', json.dumps(packed), 1))
