# shellcheck shell=sh
# Sourced by scripts/run and scripts/test: installs what is missing, configures and builds. Everything it says goes to
# standard error, so that the program's own output stays clean. POSIX sh. Expects $root to be the project's folder.
: "${root:?}"

setup_say() { printf '%s\n' "$*" >&2; }

setup_fail() {
    setup_say "$*"
    exit 1
}

# Names of the packages, one a line.
setup_package_names() { awk '!/^#/ && NF { print $1 }' "$root/scripts/packages"; }

setup_version_is_enough() { # least found
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n | head -n 1)" = "$1" ]
}

# Debian packages that are not installed, on one line.
setup_missing_packages() {
    for package in $(setup_package_names); do
        case "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" in
        "install ok installed") ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

setup_install_debian() { # yes
    missing=$(setup_missing_packages)
    [ -n "$missing" ] || return 0
    missing=${missing% }
    setup_say "Missing packages: $missing"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || setup_fail "Neither root nor sudo: as root, run
    apt-get install $missing
and start this again."
        as_root=sudo
    fi
    if [ "$1" != yes ] && [ -t 0 ] && [ -t 2 ]; then
        printf 'Install them with %sapt-get now? [Y/n] ' "${as_root:+$as_root }" >&2
        read -r answer || answer=n
        case "$answer" in
        '' | y | Y | yes | Yes) ;;
        *) setup_fail "Nothing was installed. The command is: ${as_root:+$as_root }apt-get install $missing" ;;
        esac
    fi
    $as_root apt-get update -q </dev/null >&2 || setup_say "apt-get update failed; going on with the package lists there are."
    # shellcheck disable=SC2086 # the words of $missing are meant to be split
    if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing </dev/null >&2; then
        setup_fail "apt-get could not install: $missing
Its own message stands above. The list of packages is scripts/packages."
    fi
    missing=$(setup_missing_packages)
    [ -z "$missing" ] || setup_fail "Still missing after apt-get: $missing"
}

setup_check_elsewhere() {
    missing=
    for thing in cc cmake ninja pkg-config; do
        command -v $thing >/dev/null 2>&1 || missing="$missing $thing"
    done
    if command -v pkg-config >/dev/null 2>&1; then
        for module in sdl2 SDL2_ttf cairo cairo-ft cairo-svg cairo-pdf freetype2 cmocka; do
            pkg-config --exists $module || missing="$missing $module"
        done
    fi
    [ -n "$missing" ] || return 0
    setup_fail "Not found here:$missing
This system has no apt-get, so please install by hand a C compiler, CMake 3.25 or newer, Ninja, pkg-config, SDL2, SDL2_ttf,
Cairo, FreeType and cmocka with their headers. For example
    Fedora    dnf install gcc cmake ninja-build pkgconf-pkg-config SDL2-devel SDL2_ttf-devel cairo-devel freetype-devel libcmocka-devel
    Arch      pacman -S base-devel cmake ninja sdl2 sdl2_ttf cairo freetype2 cmocka
    Homebrew  brew install cmake ninja pkg-config sdl2 sdl2_ttf cairo freetype cmocka
Besides, three free fonts: Inter, STIX and JetBrains Mono, as the files Inter-{Regular,Medium,SemiBold,Bold}.otf,
STIXGeneral-{Regular,Italic}.otf and JetBrainsMono-{Regular,Medium}.ttf, for example in ~/.local/share/fonts. Then start this again."
}

# Installs what is missing. A stamp remembers that everything was there, for this list of packages on this system.
setup_packages() { # yes
    stamp=$root/build/.packages
    now=$(cat "$root/scripts/packages" /etc/os-release 2>/dev/null | cksum)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && return 0
    if command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
        setup_install_debian "$1"
    else
        setup_check_elsewhere
    fi
    found=$(cmake --version | awk 'NR == 1 { print $3 }')
    setup_version_is_enough 3.25 "$found" || setup_fail "CMake $found is too old: 3.25 or newer is needed."
    mkdir -p "$root/build"
    printf '%s\n' "$now" >"$stamp"
}

# Configures where it was never done, or was done for another folder, then builds. A failure may come from a package that was
# removed since, so it takes the stamp away: the next call looks again.
setup_build() { # preset [target]
    cd "$root" || exit 1
    cache=build/$1/CMakeCache.txt
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "$cache"; then
        rm -rf "build/$1"
    fi
    if [ ! -f "$cache" ] || [ ! -f "build/$1/build.ninja" ] || [ -n "$(find CMakePresets.json -newer "$cache")" ]; then
        if ! cmake --preset "$1" >&2; then
            rm -f build/.packages
            setup_fail "Configuring failed; CMake's message stands above."
        fi
        touch "$cache"
    fi
    if ! cmake --build "build/$1" ${2:+--target "$2"} >&2; then
        rm -f build/.packages
        setup_fail "The build failed; the compiler's message stands above."
    fi
}
