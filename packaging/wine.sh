#!/usr/bin/env bash
# Runs a Windows command headless under Wine, as on a Chinese Windows 10, and ends with its status.
#
#   wine.sh --install                                  what is needed, by apt
#   wine.sh [-C FOLDER] [-t SECONDS] COMMAND [WORD…]   COMMAND: a .exe by its path here, or a builtin as cmd
#
# The prefix (a Windows of its own) is made at the first run; XXGK_WINE names another place for it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
language=zh_CN.UTF-8 # from this Wine takes its language, and code page 936
prefix=${XXGK_WINE:-${XDG_CACHE_HOME:-$HOME/.cache}/xxgk-wine}
locales=$prefix.locales

fail() { echo "wine.sh: $*" >&2; exit 125; }

find_wine() {
  local each
  for each in "$(command -v wine64 || true)" /usr/lib/wine/wine64 /usr/lib/x86_64-linux-gnu/wine/wine64; do
    if [ -x "$each" ]; then echo "$each"; return; fi
  done
  return 1
}

install() {
  if find_wine >/dev/null && command -v localedef >/dev/null && [ -e /usr/share/i18n/locales/zh_CN ] &&
    command -v x86_64-w64-mingw32-gcc-win32 >/dev/null; then return; fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    wine64 wine locales gcc-mingw-w64-x86-64-win32 >/dev/null
}

in_language() { env LOCPATH="$locales" LC_ALL=$language LANG=$language "$@"; } # bash itself keeps its own

make_prefix() {
  [ ! -e "$prefix/.ready" ] || return 0
  mkdir -p "$prefix" "$locales"
  (
    flock 9
    [ ! -e "$prefix/.ready" ] || exit 0
    [ -d "$locales/$language" ] || localedef -i zh_CN -f UTF-8 "$locales/$language" || fail "no locales: wine.sh --install"
    in_language "$wine" wineboot -i >/dev/null 2>&1 9>&- </dev/null
    system=$prefix/drive_c/windows/system32
    [ -e "$system/bcryptprimitives.dll" ] || x86_64-w64-mingw32-gcc-win32 -shared -Os -s \
      -o "$system/bcryptprimitives.dll" "$here/wine/bcryptprimitives.c" -ladvapi32 9>&-
    "$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null 2>&1 9>&- </dev/null
    touch "$prefix/.ready"
  ) 9>"$prefix.lock" || fail "no prefix could be made in $prefix"
}

[ "${1:-}" != --install ] || { install; exit; }
folder=. limit=0
while getopts C:t: option; do
  case $option in
    C) folder=$OPTARG ;;
    t) limit=$OPTARG ;;
    *) exit 125 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || fail "no command"
wine=$(find_wine) || fail "no Wine: wine.sh --install"
unset DISPLAY WAYLAND_DISPLAY
export WINEPREFIX=$prefix WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d'
make_prefix
cd "$folder"
command=("$wine" "$@")
[ "$limit" = 0 ] || command=(timeout -k 10 "$limit" "${command[@]}")
# through pipes: Wine 8 gives Python no usable handle of a plain file
set +e +o pipefail
{ in_language "${command[@]}" 2>&1 >&3 3>&- | cat >&2; exit "${PIPESTATUS[0]}"; } 3>&1 | cat
exit "${PIPESTATUS[0]}"
