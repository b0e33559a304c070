#!/bin/sh
# Starts the server of procedural macros for rust-analyzer.
#
# rust-analyzer starts one server to learn its version, ends it, and starts another, which it asks for the macros of one library after the other. It
# waits for each answer, and Node.js alone takes longer to start than rust-analyzer's own server takes for all of them. So the shell answers the
# question for the version, and, while Node.js starts, whatever begins as it did the last time (procMacroServer/startRecord.ts) and names
# libraries that are older than that. Node.js gets what was answered, in order to know about it, then the first request that was not, and
# reads the rest by itself.

case $0 in
  */*) program=$0 ;;
  *) program=./$0 ;;
esac
# npm and people make links to this file.
[ -h "$program" ] && program=$(readlink -f "$program")
program=${program%/*}/macroServer.js

command -v node >/dev/null || {
  echo 'macroscope-proc-macro-srv: there is no node (Node.js 20 or later) on the path' >&2
  exit 127
}

case $* in
  '' | '--format json' | '--format json-legacy') ;;
  *) exec node "$program" "$@" ;;
esac

# As analysis/resources.ts has it.
case ${XDG_CACHE_HOME-} in
  /*) caches=$XDG_CACHE_HOME ;;
  *) caches=${HOME-}/.cache ;;
esac
record=$caches/macroscope/starts/@BUILD@$PWD/start
[ -r "$record" ] && known=$record || known=/dev/null

IFS= read -r line || exit 0
while [ "$line" = '{"ApiVersionCheck":{}}' ]; do
  echo '{"ApiVersionCheck":5}'
  IFS= read -r line || exit 0
done

exec 4<&0 5>&1
{
  waiting=yes
  while IFS= read -r library && IFS= read -r request && IFS= read -r answer; do
    [ "$waiting" ] || IFS= read -r line <&4 || exit 0
    waiting=yes
    [ "$line" = "$request" ] || break
    [ -z "$library" ] || { [ -f "$library" ] && [ "$record" -nt "$library" ]; } || break
    printf '%s\n' "$answer" >&5
    printf '=%s\n' "$line"
    waiting=
  done <"$known"
  [ -z "$waiting" ] || printf '%s\n' "$line"
} | node "$program" --start "$record" 3<&0 <&4 4<&- 5>&-
