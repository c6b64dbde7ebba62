"""Puts what the program reads into two files: fonts, cut down to the characters that can be shown, lessons and assets; and, for after the first
picture, other languages. pack.py FONTS LESSONS KEYS OUT LATER [FOLDER...], where KEYS holds what web/keys.cjs prints. A file: a length, a JSON list
of [path, size], then the bytes of each."""
import json
import os
import re
import subprocess
import sys
import tempfile

fonts, lessons, listed_keys, out, later = sys.argv[1:6]
files = []
with open(listed_keys, encoding='utf-8') as file:
    keys = file.read().split()
assert len(keys) > 1000 and len(set(keys)) == len(keys), 'the keys of the words'


def add(path, data):
    files.append((path, data))


def without_keys(data):
    """The words of a language in the order of the program's table, as view/strings.h reads them: without comments and keys, which are a fourth of
    what is packed."""
    texts = {}
    for line in data.decode().splitlines():
        if line.strip() and not line.startswith('#'):
            key, text = line.split('=', 1)
            texts[key.strip()] = text.strip()
    unknown = set(texts) - set(keys)
    assert not unknown, unknown
    return '\n'.join(['#= %d' % len(keys)] + ['=' + texts.get(key, '') for key in keys] + ['']).encode()


def walk(folder, to):
    for root, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if 'authoring' in root or name in ('AUTHORING.md', 'tour.md'):  # the authors' guide is read elsewhere; the tour is test data
                continue
            path = os.path.join(root, name)
            with open(path, 'rb') as file:
                data = file.read()
            if folder == 'assets' and os.path.basename(root) == 'strings':
                data = without_keys(data)
            add(to + '/' + os.path.relpath(path, folder), data)


# Every character of the program's own texts and of the lessons; in the faces of running text also what people of Europe write.
characters = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | {0xFFFD}
# FreeType's hinting measures a script by letters of its own choice: where they are missing, the others come out a shade differently. So Greek
# is taken whole.
characters |= set(range(0x386, 0x3D0))
europe = set(range(0x100, 0x180)) | set(range(0x391, 0x3CA))
for folder in ('src', 'lessons', 'assets'):
    for root, _, names in os.walk(folder):
        for name in names:
            if name.endswith(('.c', '.h', '.md')):
                with open(os.path.join(root, name), encoding='utf-8', errors='ignore') as file:
                    characters |= {ord(c) for c in file.read() if ord(c) >= 0x20}
with tempfile.TemporaryDirectory() as work:
    for name in sorted(os.listdir(fonts)):
        if not name.endswith(('.otf', '.ttf')):
            continue
        made, listed = os.path.join(work, name), os.path.join(work, 'characters')
        with open(listed, 'w') as file:
            more = europe if name.startswith(('Inter-Regular', 'Inter-SemiBold')) else set()
            file.write('\n'.join('%04X' % c for c in sorted(characters | more)))
        # CFF outlines without subroutines are larger, but web/finish.py packs them smaller.
        # What text is not shaped with by itself is left out, too. Hinting, kerning and metrics stay, so that text has the same pixels. Text of
        # a fixed pitch is not shaped at all (src/platform/fonts.c).
        features = '' if name.startswith('JetBrainsMono') else 'kern,liga,clig,calt,ccmp,locl,mark,mkmk,rlig,rclt'
        subprocess.run(['pyftsubset', os.path.join(fonts, name), '--unicodes-file=' + listed, '--output-file=' + made, '--hinting',
                        '--layout-features=' + features, '--notdef-outline', '--no-prune-unicode-ranges'] + (['--desubroutinize'] if name.endswith('.otf') else []),
                       check=True)
        with open(made, 'rb') as file:
            add('/share/unroll/fonts/' + name, file.read())
walk(lessons, '/share/unroll/lessons')
for folder in sys.argv[6:]:
    if os.path.isdir(folder):
        walk(folder, '/share/unroll/' + os.path.basename(folder))


def write(name, part):
    index = json.dumps([[path, len(data)] for path, data in part]).encode()
    with open(name, 'wb') as file:
        file.write(len(index).to_bytes(4, 'little') + index)
        for _, data in part:
            file.write(data)


other = re.compile(r'/strings/|/lessons/[a-z]{2}/')  # a language that is not English
write(out, [one for one in files if not other.search(one[0])])
write(later, [one for one in files if other.search(one[0])])
