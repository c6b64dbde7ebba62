"""Writes the page's script and its service worker into the site, with the sizes and the version of what is there: finish.py SITE."""
import hashlib
import json
import os
import sys

site = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))


def read(name):
    with open(os.path.join(here, name), encoding='utf-8') as file:
        return file.read()


def write(name, text):
    with open(os.path.join(site, name), 'w', encoding='utf-8') as file:
        file.write(text)


sizes = {short: os.path.getsize(os.path.join(site, 'unroll.' + name)) for short, name in (('wasm', 'wasm'), ('files', 'files'), ('rest', 'rest.wasm'))}
write('page.js', read('page.js').replace('SIZES', json.dumps(sizes), 1))
shown = ['index.html', 'page.js', 'unroll.js', 'unroll.wasm', 'unroll.rest.wasm', 'unroll.files', 'unroll.later']
version = hashlib.sha256()
for name in shown:
    with open(os.path.join(site, name), 'rb') as file:
        version.update(file.read())
write('sw.js', read('sw.js').replace('VERSION', version.hexdigest()[:16], 1).replace('FILES', json.dumps(['./'] + shown), 1))
