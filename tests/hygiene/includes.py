# SPDX-License-Identifier: MIT
"""Modules point one way, and a library stands where this table says."""

import re

import tree

MAY_INCLUDE = {
    "util": set(),
    "mail": {"util"},
    "ical": {"util"},
    "web": {"util"},
    "image": {"util"},
    "enrich": {"util"},
    "evidence": {"util", "mail", "ical", "web", "image", "enrich"},
    "detect": {"util", "mail", "ical", "web", "enrich", "evidence"},
    "lint": {"util", "mail", "ical", "web", "enrich", "evidence"},
    "provenance": {"util", "mail", "ical", "web", "enrich", "evidence"},
    "arf": {"util", "mail", "ical", "web", "enrich", "evidence"},
    "store": {"util"},
    "report": {"util", "mail", "ical", "web", "enrich", "evidence", "detect",
               "lint", "provenance", "arf"},
    "engine": {"util", "mail", "ical", "web", "enrich", "evidence", "detect",
               "lint", "provenance", "arf", "report", "store"},
}

# Prefix of a header's name: the sources that may have it. No header may,
# except for the two libraries that are vocabulary.
VOCABULARY = ("fmt/", "tl/")
LIBRARIES = {
    "re2/": {"lib/util/pattern.cc"},
    "openssl/": {"lib/util/hash.cc", "lib/provenance/cms.cc",
                 "lib/provenance/crypto.cc"},
    "sqlite3.h": {"lib/store/database.cc"},
    "unicode/": {"lib/util/charset.cc", "lib/util/simple_folding.cc",
                 "lib/util/unseen.cc",
                 "lib/util/unicode.cc",
                 "lib/ical/zone.cc", "lib/web/domain.cc"},
    "gmime/": {"lib/mail/second_opinion.cc"},
    "archive.h": {"lib/mail/archive.cc"},
    "archive_entry.h": {"lib/mail/archive.cc"},
    "libical/": {"lib/ical/second_opinion.cc"},
    "png.h": {"lib/image/png.cc"},
    "jpeglib.h": {"lib/image/jpeg.cc"},
    "ZXing/": {"lib/image/qr_code.cc"},
    "libpsl.h": {"lib/web/domain.cc"},
    "yaml-cpp/": {"lib/util/yaml_reader.cc"},
    "nlohmann/": {"lib/report/lint_gitlab.cc",
                  "lib/report/lint_rdjson.cc",
                  "lib/report/lint_sarif.cc",
                  "lib/arf/xarf.cc",
                  "lib/report/misp.cc",
                  "lib/report/stix.cc"},
    # Of the compiler; where there is no AVX2, the file does without.
    "immintrin.h": {"lib/mail/byte_masks.cc"},
    "seccomp.h": {"lib/util/sandbox.cc"},
    "CLI/": {"apps/calspam-cli/"},
}
POSIX = {"arpa/inet.h", "dirent.h", "fcntl.h", "netinet/in.h", "poll.h",
         "locale.h", "malloc.h", "signal.h", "sys/ioctl.h", "sys/mman.h", "sys/prctl.h",
         "sys/resource.h", "sys/socket.h", "sys/stat.h", "sys/types.h",
         "sys/wait.h", "unistd.h"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


# Made by the build.
GENERATED = {"front_texts.inc"}


def own_offence(path, name):
    """What is wrong with including our own header `name`."""
    if name in GENERATED:
        return None
    if (tree.ROOT / path).parent.joinpath(name).is_file():
        return None if path.parts[0] == "apps" else "is not named from lib/"
    target = name.split("/")[0]
    if target not in MAY_INCLUDE or not (tree.ROOT / "lib" / name).is_file():
        return "is no header of lib/"
    if path.parts[0] == "apps":
        return None
    module = path.parts[1]
    if target == module or target in MAY_INCLUDE[module]:
        return None
    return f"{module} must not know {target}"


def library_offence(path, name):
    if name.startswith(VOCABULARY) or name in POSIX:
        return None
    for prefix, allowed in LIBRARIES.items():
        if not name.startswith(prefix):
            continue
        here = str(path)
        if path.suffix == ".cc" and any(
                here == a or (a.endswith("/") and here.startswith(a))
                for a in allowed):
            return None
        return "stands in " + ", ".join(sorted(allowed)) + " only"
    if "/" in name or "." in name:
        return "is in no line of the table of tests/hygiene/includes.py"
    return None  # the standard library


def main():
    offences = []
    paths = tree.sources("lib", "apps")
    for path in paths:
        content = tree.text(path)
        for found in INCLUDE.finditer(content):
            ours = found.group(1) == '"'
            check = own_offence if ours else library_offence
            offence = check(path, found.group(2))
            if offence:
                line = tree.line_of(content, found.start())
                offences.append(f"{path}:{line}: {found.group(2)} {offence}")
    tree.finish(offences, f"{len(paths)} sources include one way")


main()
