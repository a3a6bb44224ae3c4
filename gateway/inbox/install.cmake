# Brings node_modules to what package-lock.json says: cmake -DNPM=... -DAPP=... -DSTAMP=... -P
# Several build directories share the one node_modules: they take turns, the first does the work.
file(LOCK ${APP} DIRECTORY GUARD PROCESS RESULT_VARIABLE locked)
if(NOT locked STREQUAL "0")
  message(FATAL_ERROR "cannot lock ${APP}: ${locked}")
endif()

set(modules ${APP}/node_modules)
file(SHA256 ${APP}/package-lock.json wanted)
set(installed "")
if(EXISTS ${modules}/.package-lock.json AND EXISTS ${modules}/.installed-from)
  file(READ ${modules}/.installed-from installed)
endif()

if(NOT installed STREQUAL wanted)
  execute_process(COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error
                  WORKING_DIRECTORY ${APP} COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE ${modules}/.installed-from ${wanted})
elseif(${APP}/package-lock.json IS_NEWER_THAN ${modules}/.package-lock.json)
  # Same words, younger file (a checkout): ninja would come back for ever.
  file(TOUCH ${modules}/.package-lock.json)
endif()
file(TOUCH ${STAMP})
